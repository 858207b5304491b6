import { exec } from "#cli/exec.js";
import { exitCodeOfError } from "#cli/exit-code.js";
import type { Io, Setting } from "#cli/io.js";
import { log } from "#cli/log.js";
import { type Arguments, readArguments } from "#cli/options.js";
import { reportError } from "#cli/report-error.js";
import { run } from "#cli/run.js";
import { verify } from "#cli/verify.js";
import { failure } from "#domain/errors.js";
import { help } from "#language/help.js";
import type { Catalogue } from "#messages/catalogue.js";
import { chooseCatalogue, languageNamed } from "#messages/choose.js";
import { usageText } from "#messages/usage.js";

const SUBCOMMANDS: Readonly<Record<string, (setting: Setting, args: Arguments) => Promise<number>>> = {
  exec,
  run,
  log,
  verify,
};

/** The executable: reads its arguments, runs one subcommand, answers the exit code. Never throws. */
export async function shoseki(argv: readonly string[], io: Io, version: string): Promise<number> {
  // What cannot be read as arguments may still hold the wish for JSON.
  const json = argv.includes("--json");
  let setting: Setting = { io, catalogue: chooseCatalogue(undefined, io.env), json };
  try {
    const args = readArguments(argv);
    setting = { io, catalogue: catalogueFor(args, io), json: args.options.json === true };
    return await dispatch(setting, args, version);
  } catch (cause) {
    return exitCodeOfError(reportError(setting, cause).code);
  }
}

function catalogueFor({ options }: Arguments, io: Io): Catalogue {
  if (options.lang !== undefined && languageNamed(options.lang) === null) {
    throw failure("USAGE", { problem: "--lang takes en or ja" });
  }
  return chooseCatalogue(options.lang, io.env);
}

async function dispatch(setting: Setting, args: Arguments, version: string): Promise<number> {
  const { io, catalogue } = setting;
  const [word, verb] = args.words;
  if (args.options.version) {
    io.out(version);
    return 0;
  }
  if (word === "help") {
    io.out(help(verb ?? null, catalogue.help));
    return 0;
  }
  if (args.options.help) {
    io.out(usageText(catalogue));
    return 0;
  }
  if (word === undefined) throw failure("USAGE", { problem: "no subcommand is given" });
  const subcommand = Object.hasOwn(SUBCOMMANDS, word) ? SUBCOMMANDS[word] : undefined;
  if (subcommand === undefined) {
    throw failure("USAGE", {
      problem: `there is no subcommand ${JSON.stringify(word)}; there are ${Object.keys(SUBCOMMANDS).join(", ")}, help`,
    });
  }
  return await subcommand(setting, args);
}
