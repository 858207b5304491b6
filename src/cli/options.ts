import { parseArgs } from "node:util";
import { failure } from "#domain/errors.js";
import type { UsageProblem } from "#domain/usage-problem.js";
import { nearestWord } from "#language/nearest-word.js";

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
  limit: { type: "string" },
  "no-index": { type: "boolean" },
  theme: { type: "string" },
  "ask-reason": { type: "boolean" },
  "ask-ticket": { type: "boolean" },
  "anchor-command": { type: "string" },
  deep: { type: "boolean" },
  signers: { type: "string" },
  against: { type: "string" },
  endpoint: { type: "string" },
  "read-only": { type: "boolean" },
  relogin: { type: "string" },
  "lock-after": { type: "string" },
  "password-command": { type: "string" },
  confirm: { type: "string" },
  protect: { type: "string", multiple: true },
  "no-share": { type: "boolean" },
  param: { type: "string", multiple: true },
  "back-out": { type: "boolean" },
  forget: { type: "boolean" },
  from: { type: "string" },
  run: { type: "string" },
  step: { type: "string" },
  seen: { type: "string", multiple: true },
  skip: { type: "string", multiple: true },
  again: { type: "string", multiple: true },
  approval: { type: "string", multiple: true },
  request: { type: "string" },
  "take-back": { type: "string" },
  capsule: { type: "string" },
  output: { type: "string", short: "o" },
  verify: { type: "boolean" },
  approvers: { type: "string" },
  record: { type: "string" },
  "record-input": { type: "boolean" },
  speed: { type: "string" },
  idle: { type: "string" },
  at: { type: "string" },
  show: { type: "boolean" },
  draft: { type: "boolean" },
  html: { type: "string" },
  markdown: { type: "string" },
  remarks: { type: "string" },
  question: { type: "string", multiple: true },
} as const;

export type OptionName = keyof typeof OPTIONS;

/** Those that are followed by a value. */
export type ValueOption = {
  [N in OptionName]: (typeof OPTIONS)[N]["type"] extends "string" ? N : never;
}[OptionName];

type Value<O> = O extends { type: "boolean" } ? boolean : O extends { multiple: true } ? string[] : string;

export type OptionValues = { readonly [N in OptionName]?: Value<(typeof OPTIONS)[N]> };

export interface Arguments {
  readonly options: OptionValues;
  /** What is no option: the subcommand first. */
  readonly words: readonly string[];
}

/** Reads a command line: options may stand anywhere. Throws `USAGE`. */
export function readArguments(args: readonly string[]): Arguments {
  const reading = { args: [...args], options: OPTIONS, allowPositionals: true } as const;
  // Read loosely first: Node's own complaints are advice about another program, and never Japanese.
  for (const token of parseArgs({ ...reading, strict: false, tokens: true }).tokens) {
    const problem = token.kind === "option" ? optionProblem(token) : null;
    if (problem !== null) throw failure("USAGE", { problem });
  }
  const { values, positionals } = parseArgs(reading);
  if (values.journal === "") throw failure("USAGE", { problem: { kind: "EMPTY", place: "--journal" } });
  return { options: values, words: positionals };
}

interface OptionToken {
  readonly name: string;
  /** As it was typed, without its value. */
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function optionProblem({ name, rawName: option, value, inlineValue }: OptionToken): UsageProblem | null {
  if (!isOptionName(name)) {
    const nearest = nearestWord(name, Object.keys(OPTIONS));
    return { kind: "UNKNOWN_OPTION", option, nearest: nearest === null ? null : `--${nearest}` };
  }
  if (OPTIONS[name].type === "boolean") {
    return inlineValue === true ? { kind: "VALUE_NOT_TAKEN", option } : null;
  }
  const another = inlineValue !== true && value !== undefined && /^-./s.test(value);
  return value === undefined || another ? { kind: "VALUE_MISSING", option } : null;
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** What every subcommand takes. */
export const GENERAL: readonly OptionName[] = ["journal", "lang", "help", "version"];

/** Throws `USAGE` for an option that this subcommand has not. */
export function allowOnly({ options }: Arguments, subcommand: string, allowed: readonly OptionName[]): void {
  const stray = (Object.keys(options) as OptionName[]).find(
    (name) => ![...GENERAL, ...allowed].includes(name),
  );
  if (stray === undefined) return;
  throw failure("USAGE", { problem: { kind: "OPTION_OF_OTHERS", option: `--${stray}`, subcommand } });
}
