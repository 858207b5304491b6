import { unknownVerb } from "#language/arguments.js";
import { findVerb, type ParameterKind, usageOf, type Verb, type VerbName, verbs } from "#language/verbs.js";

/** The words help is made of, in the operator's language. */
export interface HelpTexts {
  /** The line above the list of verbs. */
  readonly heading: string;
  readonly summaries: Readonly<Record<VerbName, string>>;
  readonly parameters: Readonly<Record<ParameterKind, string>>;
  readonly usage: string;
  readonly examples: string;
  /** How targets are named and quoted: the paragraph under the list. */
  readonly targets: string;
}

/**
 * Help for one verb, or for all of them when `verb` is null: lines joined by newlines, without a last one.
 * UNKNOWN_VERB when there is no such verb.
 */
export function help(verb: string | null, texts: HelpTexts): string {
  if (verb === null) return helpForAll(texts);
  const found = findVerb(verb);
  if (found === null) throw unknownVerb(verb, 0, verb, verb);
  return helpForOne(found, texts);
}

function helpForAll(texts: HelpTexts): string {
  const rows = verbs.map((verb): [string, string] => [usageOf(verb), texts.summaries[verb.verb]]);
  return [texts.heading, "", ...columns(rows), "", texts.targets].join("\n");
}

function helpForOne(verb: Verb, texts: HelpTexts): string {
  const places = verb.parameters.map(({ name, kind }): [string, string] => [name, texts.parameters[kind]]);
  return [
    texts.summaries[verb.verb],
    "",
    `${texts.usage} ${usageOf(verb)}`,
    ...columns(places),
    "",
    texts.examples,
    ...verb.examples.map((example) => `  ${example}`),
  ].join("\n");
}

/** The left column is the language's own words, all ASCII, so that its width is its length. */
function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
