import { readToken } from "#language/lexer.js";
import type { Verb } from "#language/verb.js";
import { verbs } from "#language/verbs.js";
import { unknownVerb } from "#language/wrong.js";

/** The words of a verb at the beginning of what is read. */
export interface VerbRead {
  /** The verb that they are; null when they only begin some. */
  readonly verb: Verb | null;
  /** The verbs that begin so; all of them for no word. */
  readonly begun: readonly Verb[];
  /** The column after the last of them. */
  readonly end: number;
}

/**
 * Reads the verb at or after column `from`; no verb begins another. Case counts. UNKNOWN_VERB at the first word that is
 * no verb's, with the nearest of those that could stand there.
 */
export function readVerb(line: string, from: number): VerbRead {
  let read: VerbRead = { verb: null, begun: verbs, end: from };
  for (let place = 0; ; place++) {
    const longer = read.begun.filter((each) => wordAt(each, place) !== undefined);
    const token = longer.length === 0 ? null : readToken(line, read.end);
    if (token === null) return read;
    const begun = longer.filter((each) => wordAt(each, place) === token.text);
    if (begun.length === 0) {
      throw unknownVerb(line, token, [...new Set(longer.map((each) => wordAt(each, place) ?? ""))]);
    }
    const verb = begun.find((each) => wordAt(each, place + 1) === undefined) ?? null;
    read = { verb, begun, end: token.end };
  }
}

function wordAt({ verb }: Verb, place: number): string | undefined {
  return verb.split(" ")[place];
}
