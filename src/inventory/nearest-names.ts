import { distance } from "fastest-levenshtein";

const AT_MOST = 3;

/**
 * Up to three of `names` that `typed` was probably meant to be, nearest first: about one letter in three is
 * wrong. Case and Unicode's ways of writing a letter do not count. Each is named once.
 */
export function nearestNames(typed: string, names: Iterable<string>): readonly string[] {
  const wanted = folded(typed);
  const tolerance = Math.min(wanted.length - 1, Math.max(1, Math.floor((wanted.length + 1) / 3)));
  const near = new Map<string, number>();
  for (const name of names) {
    const candidate = folded(name);
    // The difference in length is a lower bound, and cheap: it keeps 50,000 names to a few milliseconds.
    if (Math.abs(candidate.length - wanted.length) > tolerance) continue;
    const away = distance(candidate, wanted);
    if (away <= tolerance) near.set(name, away);
  }
  return [...near]
    .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
    .slice(0, AT_MOST)
    .map(([name]) => name);
}

function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}
