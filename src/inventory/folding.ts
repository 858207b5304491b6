const NOT_ASCII = /[^\x20-\x7e]/;

/** Text as a filter compares it: half and full width, composed and decomposed, upper and lower case are one. */
export function folded(text: string): string {
  // Normalising costs a multiple of looking whether there is anything to normalise.
  return (NOT_ASCII.test(text) ? text.normalize("NFKC") : text).toLowerCase();
}

/** Text in NFC. */
export function composed(text: string): string {
  return NOT_ASCII.test(text) ? text.normalize("NFC") : text;
}

/** Folded text, and of each of its UTF-16 units where in the original the grapheme it comes from begins and ends. */
export interface FoldedPlaces {
  readonly text: string;
  readonly places: readonly (readonly [from: number, to: number])[];
}

/** Folds grapheme by grapheme, so that no place is half of a character. */
export function foldedWithPlaces(text: string): FoldedPlaces {
  const graphemes = NOT_ASCII.test(text)
    ? [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)]
    : Array.from(text, (segment, index) => ({ segment, index }));
  const places: (readonly [number, number])[] = [];
  let whole = "";
  for (const { segment, index } of graphemes) {
    const part = folded(segment);
    whole += part;
    for (let unit = 0; unit < part.length; unit++) places.push([index, index + segment.length]);
  }
  return { text: whole, places };
}

/** A bit for each letter `a` to `z` that folded text has. What is not in both masks of a name is not in the name. */
export function lettersIn(text: string): number {
  let mask = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at) - 97;
    if (letter >= 0 && letter < 26) mask |= 1 << letter;
  }
  return mask;
}

/** A bit for every other character; characters 32 code points apart share one. No two digits do. */
export function othersIn(text: string): number {
  let mask = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 97 || code >= 123) mask |= 1 << (code & 31);
  }
  return mask;
}
