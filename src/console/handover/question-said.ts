import { oneLine } from "#console/handover/one-line.js";
import type { Question } from "#domain/handover.js";
import type { Catalogue } from "#messages/catalogue.js";

/** `Operations #41: why was it stopped?` */
export function questionSaid(
  { section, seq, text }: Question,
  { handover: { sections } }: Catalogue,
): string {
  return `${sections[section]}${seq === null ? "" : ` #${seq}`}: ${oneLine(text)}`;
}
