import { exitCodeOfError } from "#cli/exit-code.js";
import type { Io, Setting } from "#cli/io.js";
import { type Arguments, readArguments } from "#cli/options.js";
import { reportError } from "#cli/report-error.js";
import { failure } from "#domain/errors.js";
import { help } from "#language/help.js";
import type { Catalogue } from "#messages/catalogue.js";
import { chooseCatalogue, languageNamed } from "#messages/choose.js";
import { usageText } from "#messages/usage.js";

type Subcommand = (setting: Setting, args: Arguments) => Promise<number>;

/** Each is loaded when it is asked for: reading a journal needs no client of a hypervisor. */
const SUBCOMMANDS: ReadonlyMap<string, () => Promise<Subcommand>> = new Map<
  string,
  () => Promise<Subcommand>
>([
  ["exec", async () => (await import("#cli/exec.js")).exec],
  ["run", async () => (await import("#cli/run.js")).run],
  ["log", async () => (await import("#cli/log.js")).log],
  ["verify", async () => (await import("#cli/verify.js")).verify],
]);

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
  const load = SUBCOMMANDS.get(word);
  if (load === undefined) {
    throw failure("USAGE", {
      problem: `there is no subcommand ${JSON.stringify(word)}; there are ${[...SUBCOMMANDS.keys()].join(", ")}, help`,
    });
  }
  const subcommand = await load();
  return await subcommand(setting, args);
}
