import { readFile } from "node:fs/promises";
import { runLines } from "#cli/exec.js";
import type { ExitCode } from "#cli/exit-code.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";

/** `shoseki run <endpoint> <file|->`: the same as `exec`, with the lines of a script. */
export async function run(setting: Setting, args: Arguments): Promise<ExitCode> {
  allowOnly(args, "run", OPTIONS_OF.run);
  const [, endpoint, file, extra] = args.words;
  if (endpoint === undefined || file === undefined || extra !== undefined) {
    throw failure("USAGE", { problem: "run takes an endpoint and one file, or - for standard input" });
  }
  if (file === "-" && args.options["password-stdin"]) {
    throw failure("USAGE", { problem: "standard input can hold the script or the password, not both" });
  }
  const text = file === "-" ? await setting.io.readStandardInput() : await read(file);
  return await runLines(setting, args, endpoint, text.replace(/^\ufeff/, "").split(/\r?\n/));
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}
