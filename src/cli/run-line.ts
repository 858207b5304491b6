import type { Desk } from "#cli/desk.js";
import { type ExitCode, exitCodeOfError, exitCodeOfStatus, worse } from "#cli/exit-code.js";
import { operateFromOutside } from "#cli/operate-from-outside.js";
import { printingListener } from "#cli/printing-listener.js";
import { reportError } from "#cli/report-error.js";
import type { ScriptLine } from "#cli/script.js";
import type { Command } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { asShosekiError, ShosekiError } from "#domain/errors.js";
import { matching } from "#inventory/matching.js";
import { resolveAnything } from "#inventory/resolve.js";
import { help } from "#language/help.js";
import { snapshotRows } from "#listings/rows.js";
import type { Asked } from "#session/proposal.js";

/** How many tasks or events are listed: what fits a tall terminal. */
const LISTED = 50;

type Runners = {
  readonly [K in Command["kind"]]: (
    desk: Desk,
    command: Extract<Command, { kind: K }>,
    text: string,
  ) => ExitCode | Promise<ExitCode>;
};

const RUNNERS: Runners = {
  list: ({ session: { inventory }, printer }, { what, pattern }) => {
    const { machines, hosts, datastores, networks } = inventory;
    const list = {
      vms: () => printer.list("vms", inventory, matching(inventory, machines, pattern)),
      hosts: () => printer.list("hosts", inventory, matching(inventory, hosts, pattern)),
      datastores: () => printer.list("datastores", inventory, matching(inventory, datastores, pattern)),
      networks: () => printer.list("networks", inventory, matching(inventory, networks, pattern)),
    };
    list[what]();
    return 0;
  },
  info: async ({ session, printer, setting }, { target }): Promise<ExitCode> => {
    const { inventory } = session;
    const row = resolveAnything(inventory, target);
    printer.one(inventory, row, row.kind === "vm" ? await session.besideRow(row, setting.io.givingUp) : null);
    return 0;
  },
  snapshots: async ({ session, printer, setting }, { target }): Promise<ExitCode> => {
    const machine = await session.fullMachine(target, setting.io.givingUp);
    printer.list("snapshots", session.inventory, snapshotRows(machine));
    return 0;
  },
  tasks: async ({ session, printer }): Promise<ExitCode> => {
    printer.list("tasks", session.inventory, await session.tasks(LISTED));
    return 0;
  },
  events: async ({ session, printer }, { target }): Promise<ExitCode> => {
    printer.list("events", session.inventory, await session.events(target, LISTED));
    return 0;
  },
  help: ({ setting, printer }, { verb }) => {
    printer.help(help(verb, setting.catalogue.help));
    return 0;
  },
  note: ({ session, printer, outside }, { text }) => {
    const carrying = outside === undefined ? {} : { purpose: outside.purpose, via: outside.from.via };
    printer.note(session.note(text, carrying));
    return 0;
  },
  operation: operate,
};

/** Runs one command line; what goes wrong with it is reported here. */
export async function runLine(desk: Desk, { text, command }: ScriptLine): Promise<ExitCode> {
  try {
    // What is refused from outside is said here; of an operation it is recorded as well.
    const refusal = desk.outside?.host.refusal() ?? null;
    if (refusal !== null && command.kind !== "operation") throw new ShosekiError(refusal);
    return await runCommand(desk, command, text);
  } catch (cause) {
    reportError(desk.setting, cause);
    return exitCodeOfError(asShosekiError(cause).code);
  }
}

function runCommand<K extends Command["kind"]>(
  desk: Desk,
  command: Extract<Command, { kind: K }>,
  text: string,
): ExitCode | Promise<ExitCode> {
  const run: Runners[K] = RUNNERS[command.kind as K];
  return run(desk, command, text);
}

async function operate(
  desk: Desk,
  { request, target }: Extract<Command, { kind: "operation" }>,
  ask: string,
): Promise<ExitCode> {
  const asked = { expression: target, request, ask };
  const { outside } = desk;
  const outcomes =
    outside === undefined ? await operateHere(desk, asked) : await operateFromOutside(desk, outside, asked);
  if (outcomes.length > 1) desk.printer.summary(outcomes);
  return outcomes.map(({ RST }) => exitCodeOfStatus(RST?.status ?? "UNKNOWN")).reduce(worse, 0);
}

async function operateHere(
  { setting, session, printer, yes }: Desk,
  { expression, request, ask }: Asked,
): Promise<readonly Entry[]> {
  const { stopping, givingUp } = setting.io;
  const listener = printingListener(printer);
  const onStop = () => printer.cancelling(listener.running.size);
  stopping.addEventListener("abort", onStop, { once: true });
  try {
    return await session.operate(expression, { request, ask, yes, stopping, signal: givingUp }, listener);
  } finally {
    stopping.removeEventListener("abort", onStop);
  }
}
