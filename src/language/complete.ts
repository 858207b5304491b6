import type { Candidate } from "#language/candidate.js";
import { findProposals, writeProposals } from "#language/candidate-source.js";
import { wantedAt } from "#language/candidate-wanted.js";
import type { Vocabulary } from "#language/completion-vocabulary.js";
import { standingAt } from "#language/expected-place.js";
import type { AnyVerb } from "#language/expected-verb.js";
import { verbs } from "#language/verbs.js";

/** What could stand at the cursor. Columns are 0-based and count UTF-16 units. */
export interface Completion {
  /**
   * What a candidate replaces: the whole word that the cursor is in, the part behind the cursor too. Where the cursor is in
   * no word, or only before one, the two are the cursor's own.
   */
  readonly start: number;
  readonly end: number;
  /** All of one likeness, in the order in which they are to be offered. */
  readonly candidates: readonly Candidate[];
}

/**
 * Completes the word that the cursor is in by what stands of it before the cursor: `most` candidates at most. When nothing
 * begins so, those that hold it are offered, and else those that hold its letters. `table` is every verb there is.
 * Never throws for a line, however it is typed.
 */
export function complete(
  line: string,
  column: number,
  vocabulary: Vocabulary,
  most = 200,
  table: readonly AnyVerb[] = verbs,
): Completion {
  const standing = standingAt(line, column, table);
  const { start, end, mark } = standing.begun;
  const found = findProposals(wantedAt(line, standing, vocabulary), most);
  const blankFollows = /\s/u.test(line.charAt(end));
  return { start, end, candidates: writeProposals(found, mark, blankFollows) };
}
