/** Lists of patterns of OpenSSH (ssh_config(5), PATTERNS): `*` any characters, `?` one, `!` before what must not match. */

/** Whether a text fits one of a list, and none that is negated. Case counts. */
export function fitsList(text: string, list: readonly string[]): boolean {
  const negated = list.filter((pattern) => pattern.startsWith("!"));
  const asked = list.filter((pattern) => !pattern.startsWith("!"));
  return asked.some((each) => fits(text, each)) && !negated.some((each) => fits(text, each.slice(1)));
}

/** In time that grows with the product of the lengths at worst: patterns come from a file that others wrote. */
function fits(text: string, pattern: string): boolean {
  let [at, place, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = pattern[place];
    if (wanted === "*") {
      star = place++;
      resume = at;
    } else if (wanted === "?" || (wanted !== undefined && wanted === text[at])) {
      at++;
      place++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(place));
}
