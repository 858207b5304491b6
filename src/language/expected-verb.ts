import type { Verb } from "#language/verb.js";

/** A verb of this language, or one that the console adds to it. */
export type AnyVerb = Omit<Verb, "verb"> & { readonly verb: string };

/** How far the words at the beginning of a line make a verb. */
export interface VerbBegun {
  /** The verb that they are; null when they only begin some. */
  readonly verb: AnyVerb | null;
  /** How many words are the verb's. */
  readonly count: number;
  /** The words that could come next of a verb that is only begun, each once and in the table's order. */
  readonly next: readonly string[];
}

/** What the words are the beginning of; null when one of them is no verb's. No verb of a table may begin another. */
export function beginVerb(words: readonly string[], table: readonly AnyVerb[]): VerbBegun | null {
  let begun = table;
  for (let count = 0; ; count++) {
    const verb = begun.find((each) => wordsOf(each).length === count);
    if (verb !== undefined) return { verb, count, next: [] };
    const word = words[count];
    if (word === undefined) return { verb: null, count, next: nextWords(begun, count) };
    begun = begun.filter((each) => wordsOf(each)[count] === word);
    if (begun.length === 0) return null;
  }
}

function nextWords(begun: readonly AnyVerb[], count: number): readonly string[] {
  return [...new Set(begun.flatMap((each) => wordsOf(each)[count] ?? []))];
}

function wordsOf({ verb }: AnyVerb): readonly string[] {
  return verb.split(" ");
}
