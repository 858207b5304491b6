import { isEndpointText } from "#cli/endpoint.js";
import { exitCodeOfError } from "#cli/exit-code.js";
import type { Io, Setting } from "#cli/io.js";
import { type Arguments, readArguments } from "#cli/options.js";
import { inProfileLanguage } from "#cli/profile-language.js";
import { reportError } from "#cli/report-error.js";
import { SUBCOMMANDS } from "#cli/subcommands.js";
import { directoriesOf } from "#config/directories.js";
import { profileNames } from "#config/profile-names.js";
import { programVersion } from "#config/program-version.js";
import { failure } from "#domain/errors.js";
import { withoutPassword } from "#domain/without-password.js";
import { help } from "#language/help.js";
import { nearestWord } from "#language/nearest-word.js";
import type { Catalogue, Language } from "#messages/catalogue.js";
import { chooseCatalogue, languageNamed } from "#messages/choose.js";
import { handoverUsage } from "#messages/handover-usage.js";
import { usageText } from "#messages/usage.js";

/** The executable: reads its arguments, runs one subcommand, answers the exit code. Never throws. */
export async function shoseki(argv: readonly string[], io: Io): Promise<number> {
  // What cannot be read as arguments may still hold the wish for JSON, or for a language.
  const json = argv.includes("--json");
  const catalogue = chooseCatalogue(languageIn(argv), io.env);
  let setting: Setting = { io, catalogue, json, journalFaultsSaid: new Set() };
  try {
    const args = readArguments(argv);
    setting = { ...setting, catalogue: catalogueFor(args, io), json: args.options.json === true };
    setting = await inProfileLanguage(setting, args);
    return await dispatch(setting, args);
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

async function dispatch(setting: Setting, args: Arguments): Promise<number> {
  const { io, catalogue } = setting;
  const [word, ...verb] = args.words;
  if (args.options.version) {
    io.out(programVersion());
    return 0;
  }
  if (word === "help") {
    io.out(help(verb.join(" ") || null, catalogue.help));
    return 0;
  }
  if (args.options.help) {
    const text = word === "handover" ? handoverUsage(catalogue) : usageText(catalogue);
    const fitted = async (columns: number) =>
      (await import("#cli/fitted-usage.js")).fittedUsage(text, columns);
    io.out(io.columns === undefined ? text : await fitted(io.columns));
    return 0;
  }
  const place = word ?? (io.env.SHOSEKI_ENDPOINT || undefined);
  if (place === undefined) throw failure("USAGE", { problem: { kind: "NO_SUBCOMMAND" } });
  if (word !== undefined && isSubcommand(word)) return await (await SUBCOMMANDS[word]())(setting, args);
  if (word === undefined || isEndpointText(word)) return await work(setting, args);
  const profiles = profileNames(directoriesOf(io.env).profiles);
  if (profiles.includes(word)) return await work(setting, args);
  const all = [...Object.keys(SUBCOMMANDS), "help"];
  const nearest = nearestWord(word, [...all, ...profiles]);
  throw failure("USAGE", {
    problem: { kind: "UNKNOWN_SUBCOMMAND", word: withoutPassword(word), nearest, all, profiles },
  });
}

function isSubcommand(word: string): word is keyof typeof SUBCOMMANDS {
  return Object.hasOwn(SUBCOMMANDS, word);
}
