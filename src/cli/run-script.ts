import { setImmediate as turn } from "node:timers/promises";
import type { Desk } from "#cli/desk.js";
import { type ExitCode, worse } from "#cli/exit-code.js";
import { runLine } from "#cli/run-line.js";
import type { ScriptLine } from "#cli/script.js";

/** Runs the lines in order on one session; stops at the first failure unless told to go on. Answers the exit code. */
export async function runScript(
  desk: Desk,
  lines: readonly ScriptLine[],
  { keepGoing }: { readonly keepGoing: boolean },
): Promise<ExitCode> {
  const { io, catalogue } = desk.setting;
  let code: ExitCode = 0;
  for (const [index, line] of lines.entries()) {
    const left = { lines: lines.length - index };
    if (io.stopping.aborted) {
      io.err(catalogue.results.stoppedBySignal(left));
      return worse(code, 1);
    }
    if (code !== 0 && !keepGoing) {
      io.err(catalogue.results.notRun(left));
      return code;
    }
    // Lines that ask no server would have a console's process, and its keys, to themselves.
    if (desk.outside !== undefined) await turn();
    code = worse(code, await runLine(desk, line));
  }
  return code;
}
