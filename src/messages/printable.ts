/**
 * What a terminal would obey, what reorders a line, what is not seen, and what makes one sign of several, which terminals give
 * different widths. Not the variants of ideographs: names of people and places have them.
 */
const UNSHOWN =
  /(?![\ufe00-\ufe0d\u{e0100}-\u{e01ef}])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/gu;

/**
 * The text with control characters, lone surrogates, marks that reorder a line and what is not seen shown as `\u{1b}`: names
 * and faults come from servers, and what is shown of one must be told from every other.
 */
export function printable(text: string): string {
  return text.replaceAll(UNSHOWN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
