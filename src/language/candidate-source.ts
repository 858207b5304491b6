import type { Candidate, Likeness } from "#language/candidate.js";
import { NameList, type Names } from "#language/candidate-names.js";
import type { Named } from "#language/completion-vocabulary.js";
import { isWritable, type Mark, quoteBegun, quoteWord } from "#language/quote.js";

/** A candidate before it is written into a line. */
export interface Proposal extends Omit<Candidate, "text" | "likeness"> {
  /** What the parser knows the same thing by when `word` is not its alone, or not a word at all. */
  readonly id: string | null;
  /** `as is` is written without quotes, because they would change what it means. */
  readonly written: "quoted" | "as is";
  /** `ends` is a whole word, `may go on` a word that could be more, `goes on` only the beginning of one. */
  readonly extent: "ends" | "may go on" | "goes on";
}

/** Where candidates for a place come from. */
export interface Source {
  readonly names: Names<Proposal>;
  /** False where only what begins as typed is an answer: `16GiB` is no answer to `6`. */
  readonly loosely: boolean;
}

/** What is looked for, and where. */
export interface Wanted {
  readonly typed: string;
  readonly sources: readonly Source[];
}

type Found = Proposal & { readonly likeness: Likeness };

/** `most` proposals at most, those of the first likeness that has any. */
export function findProposals({ typed, sources }: Wanted, most: number): readonly Found[] {
  for (const likeness of ["begins", "holds", "letters"] as const) {
    const found: Found[] = [];
    for (const { names, loosely } of sources) {
      if ((likeness !== "begins" && !loosely) || found.length >= most) continue;
      for (const each of names.matching(typed, likeness, most - found.length))
        found.push({ ...each, likeness });
    }
    if (found.length > 0) return found;
  }
  return [];
}

/** A source of proposals that are few. They are matched by what is shown of them. */
export function sourceOf(proposals: readonly Proposal[], loosely = true): Source {
  const same = (proposal: Proposal): Proposal => proposal;
  return { names: new NameList(proposals, ({ shown }) => shown, same), loosely };
}

/** A source whose names become proposals when they are handed out. */
export function mapped<T>(names: Names<T>, propose: (named: T) => Proposal): Source {
  return {
    names: {
      matching: (typed, likeness, limit) => names.matching(typed, likeness, limit).map(propose),
    },
    loosely: true,
  };
}

/** A name that is written as it is. */
export function proposeName({ name, id, note }: Named, kind: Candidate["kind"]): Proposal {
  return { word: name, id, shown: name, note, kind, written: "quoted", extent: "ends" };
}

/** The same thing by its id; null where it has none that a line can hold. */
export function byId(proposal: Proposal): Proposal | null {
  const { id } = proposal;
  if (id === null || id === "" || !isWritable(id)) return null;
  return { ...proposal, word: `@${id}`, written: "as is", extent: "ends" };
}

/**
 * The proposals as they are to stand in the line. What shares its word with another, or has a word that a line cannot
 * hold, is named by its id; without one, it is left out unless it is the first of its word.
 */
export function writeProposals(
  found: readonly Found[],
  mark: Mark | null,
  blankFollows: boolean,
): readonly Candidate[] {
  const counts = Map.groupBy(found, keyOf);
  const seen = new Set<string>();
  return found.flatMap((each): readonly Candidate[] => {
    const alone = isWritable(each.word) && each.word !== "" && counts.get(keyOf(each))?.length === 1;
    const chosen = alone ? each : (byId(each) ?? each);
    const { word, shown, note, kind } = chosen;
    const text = `${writtenWord(chosen, mark)}${chosen.extent === "ends" && !blankFollows ? " " : ""}`;
    if (seen.has(text) || !isWritable(word) || word === "") return [];
    seen.add(text);
    return [{ text, word, shown, note, kind, likeness: each.likeness }];
  });
}

function writtenWord({ word, written, extent }: Proposal, mark: Mark | null): string {
  if (written === "quoted") return extent === "goes on" ? quoteBegun(word, mark) : quoteWord(word, mark);
  return word.startsWith("@") ? `@${quoteWord(word.slice(1), null)}` : word;
}

/** Names that differ only in how they are composed in Unicode are one name. */
function keyOf({ word }: Proposal): string {
  return word.normalize("NFC");
}
