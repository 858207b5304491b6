import { fitsWildcards } from "#procedures/wildcards.js";

/**
 * Whether a text fits one of a list of patterns of OpenSSH (ssh_config(5), PATTERNS: `*` any characters, `?` one, `!` before
 * what must not match), and none that is negated. Case counts.
 */
export function fitsList(text: string, list: readonly string[]): boolean {
  const negated = list.filter((pattern) => pattern.startsWith("!"));
  const asked = list.filter((pattern) => !pattern.startsWith("!"));
  return (
    asked.some((each) => fitsWildcards(text, each)) &&
    !negated.some((each) => fitsWildcards(text, each.slice(1)))
  );
}
