/** The characters that a name is compared by without asking the collator: printable ASCII. */
const FIRST = 0x20;
export const LAST = 0x7e;

/**
 * The order of `inNaturalOrder`, for a storm of comparisons: where the first difference of two names and what
 * follows is ASCII, it is told here, and by the collator (which takes several times as long) for everything else.
 */
export class NameOrder {
  readonly #collator = new Intl.Collator("en", { numeric: true });
  /**
   * The primary weight of each printable ASCII character as the collator has them, from 1 and below 80; 0 for all
   * others.
   */
  readonly weights = new Uint8Array(128);

  constructor() {
    const base = new Intl.Collator("en", { sensitivity: "base" });
    const characters = Array.from({ length: LAST - FIRST + 1 }, (_, at) => String.fromCharCode(FIRST + at));
    let weight = 0;
    let last = "";
    for (const character of characters.sort(base.compare)) {
      if (base.compare(last, character) !== 0) weight++;
      this.weights[character.charCodeAt(0)] = weight;
      last = character;
    }
  }

  /** Negative, 0 or positive. 0 for names that differ only in leading zeros, too. */
  compare(a: string, b: string): number {
    if (a === b) return 0;
    let start = 0;
    while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
    while (start > 0 && isDigit(a.charCodeAt(start - 1))) start--;
    const told = this.#fromPlace(a, b, start);
    return told ?? this.#collator.compare(a, b);
  }

  /** As `compare`, of names that are the same before `start`, where no number is cut; null where it cannot be told here. */
  #fromPlace(a: string, b: string, start: number): number | null {
    // Digits of other scripts are part of a number too.
    if (start > 0 && a.charCodeAt(start - 1) > LAST && (digitAt(a, start) || digitAt(b, start))) return null;
    let cases = 0;
    let x = start;
    let y = start;
    while (x < a.length && y < b.length) {
      if (digitAt(a, x) && digitAt(b, y)) {
        const [endX, endY] = [endOfNumber(a, x), endOfNumber(b, y)];
        // Digits of other scripts again, and what may change a digit before it.
        if (a.charCodeAt(endX) > LAST || b.charCodeAt(endY) > LAST) return null;
        const difference = compareNumbers(a, x, endX, b, y, endY);
        if (difference !== 0) return difference;
        [x, y] = [endX, endY];
        continue;
      }
      const [codeX, codeY] = [a.charCodeAt(x), b.charCodeAt(y)];
      const [weightX, weightY] = [this.weights[codeX] ?? 0, this.weights[codeY] ?? 0];
      if (weightX === 0 || weightY === 0) return null;
      if (weightX !== weightY) return weightX - weightY;
      // Small letters come first, which counts only where all else is the same.
      if (cases === 0) cases = codeY - codeX;
      x++;
      y++;
    }
    const [restX, restY] = [a.length - x, b.length - y];
    if (restX === 0 && restY === 0) return cases;
    // What follows may count for nothing, as an accent does.
    const weight = this.weights[restX > 0 ? a.charCodeAt(x) : b.charCodeAt(y)] ?? 0;
    return weight === 0 ? null : restX - restY;
  }
}

/** Two numbers, given as digits from a place to an end, by value. */
function compareNumbers(
  a: string,
  fromA: number,
  endA: number,
  b: string,
  fromB: number,
  endB: number,
): number {
  let [x, y] = [fromA, fromB];
  while (x < endA && a.charCodeAt(x) === 48) x++;
  while (y < endB && b.charCodeAt(y) === 48) y++;
  if (endA - x !== endB - y) return endA - x - (endB - y);
  for (; x < endA; x++, y++) {
    const difference = a.charCodeAt(x) - b.charCodeAt(y);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Where a number ends that there is at `start`. */
export function endOfNumber(text: string, start: number): number {
  let end = start;
  while (digitAt(text, end)) end++;
  return end;
}

function digitAt(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at));
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
