import { exitCodeOfError } from "#cli/exit-code.js";
import type { Io, Setting } from "#cli/io.js";
import { type Arguments, readArguments } from "#cli/options.js";
import { reportError } from "#cli/report-error.js";
import { failure } from "#domain/errors.js";
import { help } from "#language/help.js";
import { nearestWord } from "#language/nearest-word.js";
import type { Catalogue, Language } from "#messages/catalogue.js";
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
  ["proof", async () => (await import("#cli/proof.js")).proof],
  ["key", async () => (await import("#cli/key.js")).key],
]);

/** What an endpoint begins with, and no subcommand does. */
const ENDPOINT = /^(?:sim:|[a-z][a-z0-9+.-]*:\/\/)/iu;

/** The executable: reads its arguments, runs one subcommand, answers the exit code. Never throws. */
export async function shoseki(argv: readonly string[], io: Io, version: string): Promise<number> {
  // What cannot be read as arguments may still hold the wish for JSON, or for a language.
  const json = argv.includes("--json");
  let setting: Setting = { io, catalogue: chooseCatalogue(languageIn(argv), io.env), json };
  try {
    const args = readArguments(argv);
    setting = { io, catalogue: catalogueFor(args, io), json: args.options.json === true };
    return await dispatch(setting, args, version);
  } catch (cause) {
    return exitCodeOfError(reportError(setting, cause).code);
  }
}

function languageIn(argv: readonly string[]): Language | undefined {
  const after = argv.find((_, index) => argv[index - 1] === "--lang");
  const lang = after ?? argv.find((arg) => arg.startsWith("--lang="))?.slice("--lang=".length);
  return lang === undefined ? undefined : (languageNamed(lang) ?? undefined);
}

function catalogueFor({ options }: Arguments, io: Io): Catalogue {
  if (options.lang !== undefined && languageNamed(options.lang) === null) {
    throw failure("USAGE", { problem: { kind: "NO_LANGUAGE" } });
  }
  return chooseCatalogue(options.lang, io.env);
}

/** The console where there is a terminal; the same lines without one, for a pipe or CI. */
async function work(setting: Setting, args: Arguments): Promise<number> {
  const { terminal } = setting.io;
  if (terminal === null || setting.json) return await (await import("#cli/repl.js")).repl(setting, args);
  return await (await import("#cli/console.js")).openConsole(setting, args, terminal);
}

async function dispatch(setting: Setting, args: Arguments, version: string): Promise<number> {
  const { io, catalogue } = setting;
  const [word, ...verb] = args.words;
  if (args.options.version) {
    io.out(version);
    return 0;
  }
  if (word === "help") {
    io.out(help(verb.join(" ") || null, catalogue.help));
    return 0;
  }
  if (args.options.help) {
    io.out(usageText(catalogue));
    return 0;
  }
  const named = word === undefined ? io.env.SHOSEKI_ENDPOINT || undefined : ENDPOINT.test(word);
  if (named) return await work(setting, args);
  if (word === undefined) throw failure("USAGE", { problem: { kind: "NO_SUBCOMMAND" } });
  const load = SUBCOMMANDS.get(word);
  if (load === undefined) {
    const all = [...SUBCOMMANDS.keys(), "help"];
    const nearest = nearestWord(word, all);
    throw failure("USAGE", { problem: { kind: "UNKNOWN_SUBCOMMAND", word, nearest, all } });
  }
  const subcommand = await load();
  return await subcommand(setting, args);
}
