import { printable } from "#messages/printable.js";

/** A text of several lines in one. */
export function oneLine(text = ""): string {
  return printable(text.replaceAll(/\s*\n\s*/gu, " / "));
}
