import { escaped } from "#documents/escaped.js";

/**
 * A recording in a page: asciicast v2, a line of JSON an event, in an element that no browser runs. `<` stands in JSON only
 * within texts, where `\u003c` says the same; so no text of a recording ends the element.
 *
 * @param number by which the page's rows and its choice of recordings name it
 * @param unreadable what is said where the player cannot read it
 */
export function castBlock(number: number, text: string, unreadable: string): string {
  const open = `<script type="application/x-asciicast" id="cast-${number}" data-unreadable="${escaped(unreadable)}">`;
  return `${open}${text.replaceAll("<", "\\u003c")}</script>`;
}
