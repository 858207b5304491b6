import type { Block } from "#documents/report-document.js";
import type { Handover } from "#domain/handover.js";
import { whoSaidIn } from "#handover/document/who-said.js";
import type { Catalogue } from "#messages/catalogue.js";

/** What was noted. */
export function noteBlocks(handover: Handover, { handover: { columns } }: Catalogue): readonly Block[] {
  const { notes } = handover;
  if (notes.length === 0) return [];
  const whoOf = whoSaidIn(handover);
  const head = [columns.entry, columns.time, columns.who, columns.note];
  const rows = notes.map((note) => [String(note.seq), note.at, whoOf(note), note.text]);
  return [{ kind: "table", head, rows, entry: 0 }];
}
