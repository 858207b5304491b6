import { ownVerbs } from "#console/actions/own-help.js";
import { newestFirst, readEverywhere } from "#console/actions/read-everywhere.js";
import { sayProblem } from "#console/actions/say.js";
import { scopeOf } from "#console/actions/scope.js";
import type { Console } from "#console/console.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { WaitDialog } from "#console/prompts/wait-dialog.js";
import type { Command } from "#domain/command.js";
import type { Row } from "#inventory/lookup.js";
import { matching } from "#inventory/matching.js";
import { resolveAnything } from "#inventory/resolve.js";
import type { Rows } from "#inventory/shelf.js";
import { help } from "#language/help.js";
import { detailRows } from "#listings/detail-rows.js";
import { listing } from "#listings/listing.js";
import { rowObject, snapshotRows } from "#listings/rows.js";
import { table } from "#listings/table.js";
import { printable } from "#messages/printable.js";

/** How many tasks or events are asked for. */
const LISTED = 200;

type AtOnce = Extract<Command, { readonly kind: "list" | "info" | "help" }>;
type Read = Extract<Command, { readonly kind: "snapshots" | "tasks" | "events" }>;

/** Shows a listing of what is known here. Throws what its pattern or target does not name. */
export function listed(console: Console, title: string, command: AtOnce): void {
  show(console, title, linesOf(console, command), command.kind === "help");
}

/** Shows help that is made already, in lines. */
export function helped(console: Console, title: string, lines: readonly string[]): void {
  show(console, title, lines, true);
}

/** Shows a listing that the server is asked for. */
export async function readAndList(console: Console, title: string, command: Read): Promise<void> {
  const { store } = console;
  const stop = new AbortController();
  const waiting = new WaitDialog(title, () => {
    stop.abort();
    store.dialogs.close(waiting);
  });
  store.dialogs.open(waiting);
  store.changes.now();
  try {
    const lines = await linesRead(console, command, stop.signal);
    if (!stop.signal.aborted) show(console, title, lines, false);
  } catch (cause) {
    if (!stop.signal.aborted) sayProblem(console, cause);
  } finally {
    store.dialogs.close(waiting);
    store.changes.now();
  }
}

function linesOf(console: Console, command: AtOnce): readonly string[] {
  const { catalogue } = console;
  if (command.kind === "help") {
    const lines = help(command.verb, catalogue.help).split("\n");
    return command.verb === null
      ? [...lines, "", catalogue.console.help.own, "", ...ownVerbs(catalogue)]
      : lines;
  }
  const { inventory, expression, called } = scopeOf(
    console,
    command.kind === "info" ? command.target : command.pattern,
  );
  if (command.kind === "info") {
    const found = resolveAnything(inventory, expression ?? command.target);
    // The details pane has asked for what no row tells.
    const { details } = console.store;
    const beside = details.id === found.id ? (details.details?.beside ?? null) : null;
    return table(detailRows(catalogue.labels, rowObject(inventory, called(found), beside)));
  }
  const { machines, hosts, datastores, networks } = inventory;
  const rows = <T extends Row>(all: Rows<T>) =>
    matching(inventory, all, expression).map((row) => called(row));
  const lists = {
    vms: () => listing("vms", rows(machines), inventory, catalogue),
    hosts: () => listing("hosts", rows(hosts), inventory, catalogue),
    datastores: () => listing("datastores", rows(datastores), inventory, catalogue),
    networks: () => listing("networks", rows(networks), inventory, catalogue),
  };
  const { cells, count } = lists[command.what]();
  return [...table(cells), "", count];
}

async function linesRead(console: Console, command: Read, signal: AbortSignal): Promise<readonly string[]> {
  const { catalogue } = console;
  const { fleet } = console.store.endpoints;
  if (command.kind === "tasks") {
    const { rows, unread } = await readEverywhere(console, (session) => session.tasks(LISTED));
    const newest = newestFirst(rows, ({ queued }) => queued);
    const { cells, count } = listing("tasks", newest, fleet.inventory, catalogue);
    return [...table(cells), "", count, ...unread];
  }
  if (command.kind === "events" && command.target === null) {
    const { rows, unread } = await readEverywhere(console, (session) => session.events(null, LISTED));
    const newest = newestFirst(rows, ({ time }) => time);
    const { cells, count } = listing("events", newest, fleet.inventory, catalogue);
    return [...table(cells), "", count, ...unread];
  }
  const { session, expression } = fleet.asked(command.target);
  const { cells, count } =
    command.kind === "events"
      ? listing("events", await session.events(expression, LISTED), session.inventory, catalogue)
      : listing(
          "snapshots",
          snapshotRows(await session.fullMachine(expression ?? command.target, signal)),
          session.inventory,
          catalogue,
        );
  return [...table(cells), "", count];
}

function show({ store }: Console, title: string, lines: readonly string[], wraps: boolean): void {
  const dialog: TextDialog = new TextDialog({
    title: printable(title),
    lines: () => lines,
    close: () => store.dialogs.close(dialog),
    wraps,
  });
  store.dialogs.open(dialog);
  store.changes.now();
}
