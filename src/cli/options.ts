import { parseArgs } from "node:util";
import { failure } from "#domain/errors.js";

const OPTIONS = {
  journal: { type: "string" },
  user: { type: "string" },
  "password-stdin": { type: "boolean" },
  ca: { type: "string" },
  thumbprint: { type: "string" },
  insecure: { type: "boolean" },
  reason: { type: "string" },
  ticket: { type: "string" },
  yes: { type: "boolean" },
  "keep-going": { type: "boolean" },
  timeout: { type: "string" },
  json: { type: "boolean" },
  lang: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
  format: { type: "string" },
  op: { type: "string" },
  target: { type: "string" },
  since: { type: "string" },
  until: { type: "string" },
  failed: { type: "boolean" },
  follow: { type: "boolean" },
  sig: { type: "string" },
} as const;

export type OptionName = keyof typeof OPTIONS;

type Values = {
  readonly [N in OptionName]?: (typeof OPTIONS)[N]["type"] extends "boolean" ? boolean : string;
};

export interface Arguments {
  readonly options: Values;
  /** What is no option: the subcommand first. */
  readonly words: readonly string[];
}

/** Reads a command line: options may stand anywhere. Throws `USAGE`. */
export function readArguments(args: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return { options: values, words: positionals };
  } catch (error) {
    throw failure("USAGE", { problem: (error as Error).message.split("\n")[0] ?? "" }, error);
  }
}

const GENERAL: readonly OptionName[] = ["journal", "lang", "help", "version"];

/** Throws `USAGE` for an option that this subcommand has not. */
export function allowOnly({ options }: Arguments, subcommand: string, allowed: readonly OptionName[]): void {
  const stray = (Object.keys(options) as OptionName[]).find(
    (name) => ![...GENERAL, ...allowed].includes(name),
  );
  if (stray !== undefined) throw failure("USAGE", { problem: `--${stray} is no option of ${subcommand}` });
}
