import { distance } from "fastest-levenshtein";

/**
 * The word that was probably meant, or null when none is near: about one letter in three is wrong, or what was typed
 * begins a word. Upper case and the full-width letters of an input method count as the letters they stand for.
 */
export function nearestWord(word: string, words: readonly string[]): string | null {
  const typed = word.normalize("NFKC").toLowerCase();
  const tolerance = Math.min(typed.length - 1, Math.max(1, Math.floor((typed.length + 1) / 3)));
  const ranked = words
    .map((candidate) => ({ candidate, away: stepsTo(candidate, typed) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  return best !== undefined && best.away <= tolerance ? best.candidate : null;
}

/** Letters in the wrong order (`sotp`) are one slip of the hand, where Levenshtein counts two. */
function stepsTo(word: string, typed: string): number {
  if (typed.length >= 2 && word.startsWith(typed)) return 0;
  return letters(word) === letters(typed) ? 1 : distance(word, typed);
}

function letters(word: string): string {
  return [...word].sort().join("");
}
