import type { RunRequest } from "#sharing/message.js";

/** What an `exec` says that a console's session can be asked for. */
export interface ExecWords {
  readonly json: boolean;
  readonly yes: boolean;
  readonly keepGoing: boolean;
  readonly reason: string | undefined;
  readonly ticket: string | undefined;
  readonly lang: string | undefined;
  readonly lines: readonly string[];
}

/** An `exec` that a console's session may serve, read off its arguments alone. */
export interface ReadExec extends ExecWords {
  /** A profile's name or an endpoint, as typed. */
  readonly place: string;
  readonly journal: string | undefined;
}

const FLAGS = { "--json": "json", "--yes": "yes", "--keep-going": "keepGoing" } as const;
const VALUES = {
  "--reason": "reason",
  "--ticket": "ticket",
  "--lang": "lang",
  "--journal": "journal",
} as const;

/**
 * Reads `exec PLACE LINE...` with the options that change nothing about whose session it is, before anything of the program
 * is loaded. Null for everything else, right or wrong: that is the whole program's to read.
 */
export function readExec(argv: readonly string[]): ReadExec | null {
  const flags = { json: false, yes: false, keepGoing: false };
  const values: { -readonly [K in (typeof VALUES)[keyof typeof VALUES]]?: string } = {};
  const words: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? "";
    if (!/^-./su.test(word)) words.push(word);
    else if (isKeyOf(FLAGS, word)) flags[FLAGS[word]] = true;
    else {
      const [, name = "", inline] = /^(--[a-z]+)(?:=(.*))?$/su.exec(word) ?? [];
      if (inline === undefined) at += 1;
      const value = inline ?? argv[at];
      if (!isKeyOf(VALUES, name) || value === undefined) return null;
      // One that looks like an option was perhaps meant as one.
      if (inline === undefined && /^-./su.test(value)) return null;
      values[VALUES[name]] = value;
    }
  }
  const [subcommand, place = "", ...lines] = words;
  const { reason, ticket, lang, journal } = values;
  const isLanguage = lang === undefined || lang === "en" || lang === "ja";
  if (subcommand !== "exec" || lines.length === 0 || journal === "" || !isLanguage) return null;
  return { ...flags, reason, ticket, lang, journal, place, lines };
}

function isKeyOf<T extends object>(table: T, key: string): key is string & keyof T {
  return Object.hasOwn(table, key);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What is asked of the console. The language is chosen there, as it would be here. */
export function requestOf(words: ExecWords, env: Environment): RunRequest {
  const { json, yes, keepGoing, reason = null, ticket = null, lang, lines } = words;
  const locale = [lang, env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value) ?? "";
  return { lines, json, locale, yes, keepGoing, reason, ticket, pid: process.pid };
}
