import { execShared } from "#cli/exec-shared.js";
import type { ExitCode } from "#cli/exit-code.js";
import { humanPrinter } from "#cli/human-printer.js";
import { inEndpointSession } from "#cli/in-endpoint-session.js";
import type { Setting } from "#cli/io.js";
import { jsonPrinter } from "#cli/json-printer.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import type { Printer } from "#cli/printer.js";
import { runScript } from "#cli/run-script.js";
import { readScript } from "#cli/script.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";

/**
 * `shoseki exec <endpoint> <command line>...`: one session, the lines in order; that of a console that is open, where there
 * is one, else its own. Throws what is found before Login.
 */
export async function exec(setting: Setting, args: Arguments): Promise<ExitCode> {
  allowOnly(args, "exec", OPTIONS_OF.exec);
  const [, endpoint, ...lines] = args.words;
  if (endpoint === undefined) throw failure("USAGE", { problem: "exec takes an endpoint and command lines" });
  if (lines.length === 0)
    throw failure("USAGE", { problem: "exec takes at least one command line, each one argument" });
  const code = await execShared(setting, args, endpoint, lines);
  if (code !== null) return code;
  // Said each time, of what is run again and again it would be no news.
  const printer = { ...printerFor(setting), anchoredNowhere: () => undefined };
  return await runLines(setting, args, endpoint, lines, printer);
}

/** One session on an endpoint: Login, the command lines, Logout, whatever happens between. */
export async function runLines(
  setting: Setting,
  args: Arguments,
  endpointText: string,
  lines: readonly string[],
  printer = printerFor(setting),
): Promise<ExitCode> {
  const { options } = args;
  const script = readScript(lines);
  return await inEndpointSession(setting, args, endpointText, { printer }, (session) =>
    runScript({ setting, session, printer, yes: options.yes === true }, script, {
      keepGoing: options["keep-going"] === true,
    }),
  );
}

function printerFor(setting: Setting): Printer {
  return setting.json ? jsonPrinter(setting) : humanPrinter(setting);
}
