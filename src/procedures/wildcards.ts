/**
 * Whether a text is as a pattern says: `*` any characters, `?` one, everything else itself; both are texts, or lists of their
 * characters. Takes time by the product of the two lengths at most, whatever they are: patterns come from files of others.
 */
export function fitsWildcards(text: ArrayLike<string>, pattern: ArrayLike<string>): boolean {
  let at = 0;
  let place = 0;
  // Where the last `*` stands, and what of the text it has not taken in yet: only that one ever has to take in more.
  let star = -1;
  let from = 0;
  while (at < text.length) {
    const part = pattern[place];
    if (part === "*") {
      star = place++;
      from = at;
    } else if (part !== undefined && (part === "?" || part === text[at])) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++from;
    } else return false;
  }
  while (pattern[place] === "*") place++;
  return place === pattern.length;
}
