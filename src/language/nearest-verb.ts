import { distance } from "fastest-levenshtein";
import { verbs } from "#language/verbs.js";

/**
 * The verb that was probably meant, or null when none is near: about one letter in three is wrong, or the word
 * begins a verb. Upper case and the full-width letters of an input method count as the letters they stand for.
 */
export function nearestVerb(word: string): string | null {
  const typed = word.normalize("NFKC").toLowerCase();
  const tolerance = Math.min(typed.length - 1, Math.max(1, Math.floor((typed.length + 1) / 3)));
  const ranked = verbs
    .map(({ verb }) => ({ verb, away: stepsTo(verb, typed) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  return best !== undefined && best.away <= tolerance ? best.verb : null;
}

/** Letters in the wrong order (`sotp`) are one slip of the hand, where Levenshtein counts two. */
function stepsTo(verb: string, typed: string): number {
  if (typed.length >= 2 && verb.startsWith(typed)) return 0;
  return letters(verb) === letters(typed) ? 1 : distance(verb, typed);
}

function letters(word: string): string {
  return [...word].sort().join("");
}
