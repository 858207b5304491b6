import { failure } from "#domain/errors.js";
import type { OperationName } from "#domain/operation-name.js";
import { readToken } from "#language/lexer.js";
import { readVerb } from "#language/read-verb.js";
import { briefUsageOf, optionUsage, usageOf } from "#language/usage.js";
import type { OptionMeaning, ParameterKind, Verb, VerbName } from "#language/verb.js";
import { verbs } from "#language/verbs.js";

/** What fits a terminal after `Usage: `, in columns. */
const USAGE_WIDTH = 72;

/** The words help is made of, in the operator's language. A text of several lines is broken where it says. */
export interface HelpTexts {
  /** The line above the list of verbs. */
  readonly heading: string;
  readonly summaries: Readonly<Record<VerbName, string>>;
  /** What else is to be known of a verb. */
  readonly beside: Readonly<Partial<Record<VerbName, string>>>;
  readonly parameters: Readonly<Record<ParameterKind, string>>;
  readonly options: Readonly<Record<OptionMeaning, string>>;
  readonly oneAtLeast: string;
  readonly oneAtMost: string;
  readonly usage: string;
  readonly examples: string;
  /** The line above how an operation is undone. */
  readonly undoing: string;
  readonly undo: Readonly<Record<OperationName, string>>;
  /** How targets are named and quoted: the paragraph under the list. */
  readonly targets: string;
}

/**
 * Help for one verb, for all that begin with these words, or for all of them when `words` is null: lines joined by
 * newlines, without a last one. UNKNOWN_VERB when no verb begins so.
 */
export function help(words: string | null, texts: HelpTexts): string {
  if (words === null) return [texts.heading, "", ...list(verbs, texts), "", texts.targets].join("\n");
  const { verb, begun, end } = readVerb(words, 0);
  const extra = readToken(words, end);
  if (extra !== null) {
    throw failure("UNKNOWN_VERB", { line: words, column: extra.start, word: extra.raw, nearest: null });
  }
  return verb === null ? list(begun, texts).join("\n") : helpForOne(verb, texts);
}

function list(some: readonly Verb[], texts: HelpTexts): readonly string[] {
  return columns(some.map((verb) => [briefUsageOf(verb), texts.summaries[verb.verb]]));
}

function helpForOne(verb: Verb, texts: HelpTexts): string {
  const usage = usageOf(verb);
  const undo = verb.operation === null ? [] : texts.undo[verb.operation].split("\n");
  const beside = texts.beside[verb.verb];
  return [
    texts.summaries[verb.verb],
    ...(beside === undefined ? [] : ["", beside]),
    "",
    `${texts.usage} ${usage.length > USAGE_WIDTH ? briefUsageOf(verb) : usage}`,
    ...columns([
      ...verb.parameters.map(({ name, kind }): Row => [name, texts.parameters[kind]]),
      ...verb.options.map((option): Row => [optionUsage(option), texts.options[option.means]]),
    ]),
    ...{ any: [], "one at least": [`  ${texts.oneAtLeast}`], "one at most": [`  ${texts.oneAtMost}`] }[
      verb.takes
    ],
    "",
    texts.examples,
    ...verb.examples.map((example) => `  ${example}`),
    ...(undo.length === 0 ? [] : ["", texts.undoing, ...undo.map((line) => `  ${line}`)]),
  ].join("\n");
}

type Row = readonly [left: string, right: string];

/** The left column is the language's own words, all ASCII, so that its width is its length. */
function columns(rows: readonly Row[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  const under = `\n${" ".repeat(width + 4)}`;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right.replaceAll("\n", under)}`);
}
