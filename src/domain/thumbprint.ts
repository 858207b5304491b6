/**
 * The SHA-256 of a certificate as people write it, `SHA256:` before it and colons in it or not, as lower-case hexadecimal.
 * Whether it is one is for whoever reads it to say.
 */
export function thumbprintDigits(text: string): string {
  return text
    .replace(/^SHA-?256[:=]/iu, "")
    .replaceAll(":", "")
    .toLowerCase();
}
