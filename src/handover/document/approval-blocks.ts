import type { Block } from "#documents/report-document.js";
import type { Handover } from "#domain/handover.js";
import type { Catalogue } from "#messages/catalogue.js";

/** Approvals that somebody waits for; of one that is no good any more, that it is not. */
export function approvalBlocks(
  { approvals, made }: Handover,
  { handover: { columns, whole, expired } }: Catalogue,
): readonly Block[] {
  if (approvals.length === 0) return [];
  const head = [columns.procedure, columns.approvalOf, columns.expires, columns.entry, columns.run];
  const rows = approvals.map(({ title, of, expires, seq, run }) => [
    title,
    of ?? whole,
    Date.parse(expires) > Date.parse(made) ? expires : expired({ expires }),
    String(seq),
    run,
  ]);
  return [{ kind: "table", head, rows, entry: head.indexOf(columns.entry) }];
}
