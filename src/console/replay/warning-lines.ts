import type { Fault } from "#domain/journal-fault.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/** What is said of a recording that is not what the journal says of it, before it plays. */
export function warningLines({ evidence, replay }: Catalogue, fault: Fault): readonly string[] {
  return [evidence.unsound(fault), ...replay.warning].map(printable);
}
