import type { Block } from "#documents/report-document.js";
import type { Handover, Leftover } from "#domain/handover.js";
import { changeCell, factsCell, targetCell } from "#listings/entry-cells.js";
import type { Catalogue } from "#messages/catalogue.js";

/** What is left in another state than it was found in. */
export function leftoverBlocks(
  { machines }: Handover,
  { handover: { columns, kinds } }: Catalogue,
): readonly Block[] {
  if (machines.length === 0) return [];
  const head = [columns.target, columns.endpoint, columns.left, columns.change, columns.entry];
  const rows = machines.map((leftover) => {
    const { kind, target, endpoint, seq } = leftover;
    return [targetCell(target), endpoint, kinds[kind], changeOf(leftover), String(seq)];
  });
  return [{ kind: "table", head, rows, entry: head.indexOf(columns.entry) }];
}

function changeOf({ kind, before, after }: Leftover): string {
  if (kind === "created") return factsCell(after, "+");
  return kind === "deleted" ? factsCell(before, "-") : changeCell({ BEF: before, AFT: after });
}
