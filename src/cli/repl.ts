import type { Desk } from "#cli/desk.js";
import { type ExitCode, exitCodeOfError, worse } from "#cli/exit-code.js";
import { inEndpointSession } from "#cli/in-endpoint-session.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { replShowing } from "#cli/repl-printer.js";
import { reportError } from "#cli/report-error.js";
import { runLine } from "#cli/run-line.js";
import { readScript } from "#cli/script.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";

const FAREWELLS: ReadonlySet<string> = new Set(["quit", "exit"]);

/**
 * `shoseki <endpoint>` where there is no terminal: one session, command lines from standard input as they come. A line that
 * is wrong or fails does not end it; `quit`, `exit`, the end of input and a signal do. Answers the worst exit code. Throws
 * what is found before Login.
 */
export async function repl(setting: Setting, args: Arguments): Promise<ExitCode> {
  allowOnly(args, "shoseki ENDPOINT", OPTIONS_OF.repl);
  const [endpoint = setting.io.env.SHOSEKI_ENDPOINT || undefined, extra] = args.words;
  if (endpoint === undefined || extra !== undefined) {
    throw failure("USAGE", { problem: "shoseki takes an endpoint; exec takes command lines beside it" });
  }
  if (args.options["password-stdin"]) {
    throw failure("USAGE", {
      problem: "standard input can hold the command lines or the password, not both",
    });
  }
  const showing = replShowing(setting);
  return await inEndpointSession(setting, args, endpoint, showing, (session) =>
    obey({ setting, session, printer: showing.printer, yes: args.options.yes === true }),
  );
}

async function obey(desk: Desk): Promise<ExitCode> {
  const { stopping } = desk.setting.io;
  let code: ExitCode = 0;
  for await (const text of standardInput(desk.setting)) {
    if (stopping.aborted) break;
    if (FAREWELLS.has(text.trim())) return code;
    code = worse(code, await obeyLine(desk, text));
  }
  if (!stopping.aborted) return code;
  // What was still to come is not known, and not done.
  desk.printer.cancelling(0);
  return worse(code, 1);
}

/** Errors: `FILE_UNREADABLE`. */
async function* standardInput({ io }: Setting): AsyncGenerator<string, void> {
  try {
    yield* io.readLines(io.stopping);
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path: "-", cause: (error as Error).message }, error);
  }
}

async function obeyLine(desk: Desk, text: string): Promise<ExitCode> {
  try {
    const [line] = readScript([text]);
    return line === undefined ? 0 : await runLine(desk, line);
  } catch (cause) {
    return exitCodeOfError(reportError(desk.setting, cause).code);
  }
}
