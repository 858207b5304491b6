import { type ExitCode, exitCodeOfError, exitCodeOfStatus, worse } from "#cli/exit-code.js";
import type { Setting } from "#cli/io.js";
import type { Printer } from "#cli/printer.js";
import { reportError } from "#cli/report-error.js";
import type { ScriptLine } from "#cli/script.js";
import type { Command } from "#domain/command.js";
import { asShosekiError } from "#domain/errors.js";
import { matching } from "#inventory/matching.js";
import { resolveAnything } from "#inventory/resolve.js";
import { help } from "#language/help.js";
import { snapshotRows } from "#listings/rows.js";
import type { Plan } from "#session/plan.js";
import type { Session } from "#session/session.js";

/** How many tasks or events are listed: what fits a tall terminal. */
const LISTED = 50;

/** What a command line is run with. */
export interface Desk {
  readonly setting: Setting;
  readonly session: Session;
  readonly printer: Printer;
  /** Whether the operator has agreed to what destroys. */
  readonly yes: boolean;
}

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
  info: ({ session: { inventory }, printer }, { target }) => {
    printer.one(inventory, resolveAnything(inventory, target));
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
  note: ({ session, printer }, { text }) => {
    printer.note(session.note(text));
    return 0;
  },
  operation: operate,
};

/** Runs one command line; what goes wrong with it is reported here. */
export async function runLine(desk: Desk, { text, command }: ScriptLine): Promise<ExitCode> {
  try {
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
  { setting, session, printer, yes }: Desk,
  { request, target }: Extract<Command, { kind: "operation" }>,
  ask: string,
): Promise<ExitCode> {
  const { stopping, givingUp } = setting.io;
  const running = new Set<Plan>();
  const onStop = () => printer.cancelling(running.size);
  stopping.addEventListener("abort", onStop, { once: true });
  try {
    const outcomes = await session.operate(
      target,
      { request, ask, yes, stopping, signal: givingUp },
      {
        plan: (plan) => {
          running.add(plan);
          printer.plan(plan);
        },
        progress: (plan, percent) => {
          if (percent === null) running.delete(plan);
          printer.progress(plan, percent);
        },
        report: (entry, error) =>
          entry.phase === "outcome" ? printer.outcome(entry, error) : printer.aside(entry),
      },
    );
    if (outcomes.length > 1) printer.summary(outcomes);
    return outcomes.map(({ RST }) => exitCodeOfStatus(RST?.status ?? "UNKNOWN")).reduce(worse, 0);
  } finally {
    stopping.removeEventListener("abort", onStop);
  }
}
