import { type ExitCode, exitCodeOfError, exitCodeOfStatus, worse } from "#cli/exit-code.js";
import type { Setting } from "#cli/io.js";
import type { Printer } from "#cli/printer.js";
import { reportError } from "#cli/report-error.js";
import type { ScriptLine } from "#cli/script.js";
import type { Entry } from "#domain/entry.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import { matching } from "#inventory/matching.js";
import { resolveOne } from "#inventory/resolve.js";
import { help } from "#language/help.js";
import type { Session } from "#session/session.js";

export interface ScriptOptions {
  readonly yes: boolean;
  readonly keepGoing: boolean;
}

/** Runs the lines in order on one session; stops at the first failure unless told to go on. Answers the exit code. */
export async function runScript(
  setting: Setting,
  session: Session,
  lines: readonly ScriptLine[],
  printer: Printer,
  options: ScriptOptions,
): Promise<ExitCode> {
  const { io, catalogue } = setting;
  let code: ExitCode = 0;
  for (const [index, line] of lines.entries()) {
    const left = { lines: lines.length - index };
    if (io.stopping.aborted) {
      io.err(catalogue.results.stoppedBySignal(left));
      return worse(code, 1);
    }
    if (code !== 0 && !options.keepGoing) {
      io.err(catalogue.results.notRun(left));
      return code;
    }
    code = worse(code, await runLine(setting, session, line, printer, options));
  }
  return code;
}

async function runLine(
  setting: Setting,
  session: Session,
  { text, command }: ScriptLine,
  printer: Printer,
  options: ScriptOptions,
): Promise<ExitCode> {
  try {
    switch (command.kind) {
      case "list": {
        const { inventory } = session;
        if (command.what === "vms") printer.machines(inventory, matching(inventory, "vms", command.pattern));
        else printer.hosts(inventory, matching(inventory, "hosts", command.pattern));
        return 0;
      }
      case "info":
        printer.one(session.inventory, resolveOne(session.inventory, command.target));
        return 0;
      case "help":
        printer.help(help(command.verb, setting.catalogue.help));
        return 0;
      case "note":
        printer.note(session.note(command.text));
        return 0;
      case "operation": {
        const { stopping, givingUp } = setting.io;
        const planning = {
          request: command.request,
          ask: text,
          yes: options.yes,
          stopping,
          signal: givingUp,
        };
        const outcomes = await session.operate(command.target, planning, (entry, error) =>
          tell(printer, entry, error),
        );
        if (outcomes.length > 1) printer.summary(outcomes);
        return outcomes.map(({ RST }) => exitCodeOfStatus(RST?.status ?? "UNKNOWN")).reduce(worse, 0);
      }
    }
  } catch (cause) {
    reportError(setting, cause);
    return exitCodeOfError(asShosekiError(cause).code);
  }
}

function tell(printer: Printer, entry: Entry, error: ShosekiError | null): void {
  if (entry.phase === "outcome") printer.outcome(entry, error);
  else printer.aside(entry);
}
