const ESC = "\u001b";

/** Colours, places, erasing, the cursor, rows that do not run on: after a whole frame nothing is left of any of these. */
const PLAIN = new RegExp(`${ESC}\\[(?:[\\d;:]*[mHK]|2J|\\?25[hl]|\\?7[hl])`, "gu");

/** DECAWM, reset and set: rows do not run on over the next, or do. */
export const UNWRAPPED = `${ESC}[?7l`;
export const WRAPPED = `${ESC}[?7h`;

/** A control character other than those that move the cursor, as a pattern. */
export const CONTROL = "[^\\P{Cc}\\b\\t\\n\\v\\f\\r]";

/** A text without the sequences that leave nothing behind. */
export function withoutPlain(text: string): string {
  return text.replaceAll(PLAIN, "");
}
