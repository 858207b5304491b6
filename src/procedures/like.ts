/** The longest pattern, in UTF-16 units: it may be held against ten thousand names. */
const LONGEST_PATTERN = 128;

/**
 * Whether a text is as a pattern says: `*` any characters, `?` one, everything else itself. Case counts; both are compared in
 * NFC. Takes time by the product of the two lengths at most, whatever they are. Throws for a pattern that is too long.
 */
export function like(text: string, pattern: string): boolean {
  if (pattern.length > LONGEST_PATTERN) {
    throw new Error(`a pattern has at most ${LONGEST_PATTERN} characters`);
  }
  const characters = [...text.normalize("NFC")];
  const parts = [...pattern.normalize("NFC")];
  let at = 0;
  let place = 0;
  // Where the last `*` stands, and what of the text it has not taken in yet: only that one ever has to take in more.
  let star = -1;
  let from = 0;
  while (at < characters.length) {
    const part = parts[place];
    if (part === "*") {
      star = place++;
      from = at;
    } else if (part !== undefined && (part === "?" || part === characters[at])) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++from;
    } else return false;
  }
  return parts.slice(place).every((part) => part === "*");
}
