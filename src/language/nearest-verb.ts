import { nearestWord } from "#language/nearest-word.js";
import { verbs } from "#language/verbs.js";

/** The verb that was probably meant, or null when none is near. */
export function nearestVerb(word: string): string | null {
  return nearestWord(
    word,
    verbs.map(({ verb }) => verb),
  );
}
