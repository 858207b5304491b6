import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { WaitDialog } from "#console/prompts/wait-dialog.js";
import type { Command, TargetExpression } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { matching } from "#inventory/matching.js";
import { resolveAnything } from "#inventory/resolve.js";
import { help } from "#language/help.js";
import { detailRows } from "#listings/detail-rows.js";
import { listing } from "#listings/listing.js";
import { rowObject, snapshotRows } from "#listings/rows.js";
import { table } from "#listings/table.js";
import { printable } from "#messages/printable.js";
import { qualified } from "#session/fleet/qualified.js";
import type { Session } from "#session/session.js";

/** How many tasks or events are asked for. */
const LISTED = 200;

type AtOnce = Extract<Command, { readonly kind: "list" | "info" | "help" }>;
type Read = Extract<Command, { readonly kind: "snapshots" | "tasks" | "events" }>;

/** Shows a listing of what is known here. Throws what its pattern or target does not name. */
export function listed(console: Console, title: string, command: AtOnce): void {
  show(console, title, linesOf(console, command), command.kind === "help");
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

/** The session that is meant where nothing else is said. Throws when there is none. */
export function sessionOf({ store }: Console): Session {
  const session = store.endpoints.primary?.session ?? null;
  if (session === null) throw failure("NOT_SENT", { cause: "there is no session" });
  return session;
}

/** Of one endpoint what it says now, else why it does not; of several what they said last. */
function inventoryOf(console: Console): Inventory {
  const { fleet } = console.store.endpoints;
  return fleet.isSeveral && fleet.used === null ? fleet.inventory : sessionOf(console).inventory;
}

/** What an expression names among all that is shown: with an endpoint before it, it is an id there. */
function shown(console: Console, expression: TargetExpression): TargetExpression {
  const { fleet } = console.store.endpoints;
  if (!fleet.isSeveral || fleet.used !== null) return expression;
  const { endpoint, expression: own } = qualified(expression, fleet.names);
  if (endpoint === null) return expression;
  const link = fleet.link(endpoint);
  const inventory = link.inventory;
  if (inventory === null) return own;
  const { id } = resolveAnything(inventory, own);
  return { by: "id", text: expression.text, id: fleet.idOf(link, id) };
}

function linesOf(console: Console, command: AtOnce): readonly string[] {
  const { catalogue } = console;
  if (command.kind === "help") return help(command.verb, catalogue.help).split("\n");
  const inventory = inventoryOf(console);
  if (command.kind === "info") {
    const row = rowObject(inventory, resolveAnything(inventory, shown(console, command.target)));
    return table(detailRows(catalogue.labels, row));
  }
  const { machines, hosts, datastores, networks } = inventory;
  const { pattern } = command;
  const lists = {
    vms: () => listing("vms", matching(inventory, machines, pattern), inventory, catalogue),
    hosts: () => listing("hosts", matching(inventory, hosts, pattern), inventory, catalogue),
    datastores: () => listing("datastores", matching(inventory, datastores, pattern), inventory, catalogue),
    networks: () => listing("networks", matching(inventory, networks, pattern), inventory, catalogue),
  };
  const { cells, count } = lists[command.what]();
  return [...table(cells), "", count];
}

async function linesRead(console: Console, command: Read, signal: AbortSignal): Promise<readonly string[]> {
  const { catalogue } = console;
  const { fleet } = console.store.endpoints;
  const lists = {
    snapshots: async ({ target }: Extract<Read, { kind: "snapshots" }>) => {
      const { session, expression } = fleet.asked(target);
      const machine = await session.fullMachine(expression ?? target, signal);
      return listing("snapshots", snapshotRows(machine), session.inventory, catalogue);
    },
    tasks: async () => {
      const session = sessionOf(console);
      return listing("tasks", await session.tasks(LISTED), session.inventory, catalogue);
    },
    events: async ({ target }: Extract<Read, { kind: "events" }>) => {
      const { session, expression } = fleet.asked(target);
      return listing("events", await session.events(expression, LISTED), session.inventory, catalogue);
    },
  };
  const { cells, count } =
    command.kind === "tasks"
      ? await lists.tasks()
      : command.kind === "events"
        ? await lists.events(command)
        : await lists.snapshots(command);
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
