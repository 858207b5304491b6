import { distance } from "fastest-levenshtein";

/**
 * The name that was probably meant, or null when none is near: about one letter in three is wrong, or one of the two begins the
 * other (`okay`). Case does not count.
 */
export function nearest(typed: string, names: readonly string[]): string | null {
  const tolerance = Math.max(1, Math.floor((typed.length + 1) / 3));
  const ranked = names
    .map((name) => ({ name, away: stepsBetween(name.toLowerCase(), typed.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  return best !== undefined && best.away <= tolerance ? best.name : null;
}

/** Letters in the wrong order (`drak`) are one slip of the hand, where Levenshtein counts two. */
function stepsBetween(name: string, typed: string): number {
  if (typed.length >= 2 && (name.startsWith(typed) || typed.startsWith(name))) return 1;
  return letters(name) === letters(typed) ? 1 : distance(name, typed);
}

function letters(word: string): string {
  return [...word].sort().join("");
}
