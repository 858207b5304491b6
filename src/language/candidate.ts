import { quoteBegun } from "#language/quote.js";

export type CandidateKind =
  | "verb"
  | "option"
  | "machines"
  | "hosts"
  | "datastores"
  | "networks"
  | "folders"
  | "snapshot"
  | "disk"
  | "value"
  /** The value that the target has now. */
  | "current"
  /** What the vocabulary knows for a place of its own. */
  | "word";

/** How a candidate answers to what was typed; case and width do not count. The first is the best. */
export type Likeness = "begins" | "holds" | "letters";

/** A word that may stand at the cursor. */
export interface Candidate {
  /** As it is to stand in the line: quoted where needed, with a blank after it when the word is complete. */
  readonly text: string;
  /** The word as the parser reads it. */
  readonly word: string;
  /** What an operator knows it by, as the inventory has it: not made printable. */
  readonly shown: string;
  readonly note: string | null;
  readonly kind: CandidateKind;
  readonly likeness: Likeness;
}

/**
 * The longest text that all candidates begin with, as a shell inserts it on a first Tab: the whole of a single one. Case
 * does not count, and the first one's is taken. Where a name only needs its quotes later, it has none yet. Empty for no
 * candidates, and for several that do not begin with what was typed: to insert it would take that away.
 */
export function commonPrefix(candidates: readonly Candidate[]): string {
  const [first, ...others] = candidates;
  if (first === undefined) return "";
  if (others.length === 0) return first.text;
  if (candidates.some(({ likeness }) => likeness !== "begins")) return "";
  const shared = others.reduce((prefix, { word }) => sharedBeginning(prefix, word), first.word);
  if (shared === "") return "";
  // Ids, options and bare names, in which nothing is quoted.
  if (candidates.every(({ text, word }) => text.startsWith(word))) return shared;
  const mark = first.text.charAt(0);
  const quoted = candidates.every(({ text }) => text.startsWith(mark));
  return quoteBegun(shared, quoted && (mark === "'" || mark === '"') ? mark : null);
}

/** By code point, so that no half of a pair is left. */
function sharedBeginning(a: string, b: string): string {
  const others = [...b];
  let length = 0;
  for (const [place, character] of [...a].entries()) {
    if (character.toLowerCase() !== others[place]?.toLowerCase()) break;
    length += character.length;
  }
  return a.slice(0, length);
}
