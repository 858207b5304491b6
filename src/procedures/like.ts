import { fitsWildcards } from "#procedures/wildcards.js";

/** The longest pattern, in UTF-16 units: it may be held against ten thousand names. */
const LONGEST_PATTERN = 128;

/** `fitsWildcards` by characters as people see them: case counts, and both are compared in NFC. Throws for a pattern that is too long. */
export function like(text: string, pattern: string): boolean {
  if (pattern.length > LONGEST_PATTERN) {
    throw new Error(`a pattern has at most ${LONGEST_PATTERN} characters`);
  }
  return fitsWildcards([...text.normalize("NFC")], [...pattern.normalize("NFC")]);
}
