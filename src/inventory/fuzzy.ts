/** What a character of a word earns where it is found in a name. Being together outweighs beginning a word. */
const FOUND = 4;
const TOGETHER = 6;
const BEGINS_WORD = 5;
export const BEGINS_NAME = 1;
const GAP = -1;
const WHOLE_NAME = 8;

/**
 * Ranks names by how well they match a word, both folded: consecutive characters and beginnings of words count for
 * more. Made once for a word, as what it is in one piece is worth the same wherever it is.
 */
export class FuzzyRanking {
  readonly #word: string;
  readonly #piece: number;

  constructor(word: string) {
    this.#word = word;
    this.#piece = scoreFrom(word, word, 0) - (beginsWord(word, 0) ? BEGINS_WORD : 0);
  }

  /** What a name scores in which the word begins a word, but not the name: hardly any does better. */
  get ofBeginning(): number {
    return this.#ofPiece(true);
  }

  /** 0 for no match. */
  score(name: string): number {
    const word = this.#word;
    let begins = false;
    const whole = name.indexOf(word);
    for (let at = whole; at >= 0 && !begins; at = name.indexOf(word, at + 1)) begins = beginsWord(name, at);
    if (whole < 0) {
      const start = tightestStart(name, word);
      return start < 0 ? 0 : scoreFrom(name, word, start) + (start === 0 ? BEGINS_NAME : 0);
    }
    const beginsName = whole === 0 ? BEGINS_NAME : 0;
    return this.#ofPiece(begins) + beginsName + (name.length === word.length ? WHOLE_NAME : 0);
  }

  #ofPiece(begins: boolean): number {
    return this.#piece + (begins && beginsWord(this.#word, 0) ? BEGINS_WORD : 0);
  }
}

/** What the characters of a word earn in a name, the first being found at `start`, each other at the next place it is. */
function scoreFrom(name: string, word: string, start: number): number {
  let score = 0;
  let last = start - 1;
  for (let at = start, found = 0; found < word.length && at < name.length; at++) {
    if (name.charCodeAt(at) !== word.charCodeAt(found)) continue;
    if (found > 0) score += last === at - 1 ? TOGETHER : GAP;
    score += FOUND + (beginsWord(name, at) ? BEGINS_WORD : 0);
    last = at;
    found++;
  }
  return score;
}

/** Where in a folded name the characters of a folded word are, as `FuzzyRanking` counts them; none without a match. */
export function fuzzyPlaces(name: string, word: string): readonly number[] {
  const start = startOf(name, word);
  const places: number[] = [];
  for (let at = start; start >= 0 && places.length < word.length; at++) {
    if (name.charCodeAt(at) === word.charCodeAt(places.length)) places.push(at);
  }
  return places;
}

/** Where a match is best begun, or -1: in one piece at the beginning of a word, in one piece, within the fewest characters. */
function startOf(name: string, word: string): number {
  const whole = name.indexOf(word);
  for (let at = whole; at >= 0; at = name.indexOf(word, at + 1)) {
    if (beginsWord(name, at)) return at;
  }
  return whole >= 0 ? whole : tightestStart(name, word);
}

/** The last place from which the first match can have begun; -1 without a match. */
function tightestStart(name: string, word: string): number {
  let found = 0;
  let at = 0;
  for (; at < name.length && found < word.length; at++) {
    if (name.charCodeAt(at) === word.charCodeAt(found)) found++;
  }
  if (found < word.length) return -1;
  for (at--; ; at--) {
    if (name.charCodeAt(at) === word.charCodeAt(found - 1)) found--;
    if (found === 0) return at;
  }
}

/** A change of script begins a word too: `web01`, and names that are written without blanks. */
function beginsWord(name: string, at: number): boolean {
  const kind = kindOf(name.charCodeAt(at));
  return kind !== 0 && (at === 0 || kind !== kindOf(name.charCodeAt(at - 1)));
}

/** 0 between words, 1 digits, 2 letters, 3 hiragana, 4 katakana, 5 ideographs. */
function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 2;
  if (code >= 48 && code <= 57) return 1;
  if (code < 128) return 0;
  if (code < 0x3040) return 2;
  if (code < 0x30a0) return 3;
  if (code < 0x3100) return 4;
  return code >= 0x3400 && code < 0xa000 ? 5 : 2;
}
