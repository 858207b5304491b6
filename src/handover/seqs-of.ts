import type { Handover, HandoverSection } from "#domain/handover.js";

/** The entries that a section of a report names: those that a question can be about. */
export function seqsOf(handover: Handover, section: HandoverSection): ReadonlySet<number> {
  if (section === "operations")
    return new Set(handover.operations.flatMap(({ operations }) => operations.flatMap(bothOf)));
  if (section === "journal") return new Set();
  const found: readonly { readonly seq: number; readonly intent?: number }[] = handover[section];
  return new Set(found.flatMap(bothOf));
}

function bothOf({
  seq,
  intent = seq,
}: {
  readonly seq: number;
  readonly intent?: number;
}): readonly number[] {
  return [seq, intent];
}
