import type { Block } from "#documents/report-document.js";
import type { Handover } from "#domain/handover.js";
import type { Catalogue } from "#messages/catalogue.js";
import { term } from "#messages/wording.js";

/** Procedures that are not over, and where they stand. */
export function procedureBlocks(
  { procedures }: Handover,
  { handover: { columns, states, cannotBeTold } }: Catalogue,
): readonly Block[] {
  if (procedures.length === 0) return [];
  const head = [
    columns.procedure,
    columns.state,
    columns.step,
    columns.progress,
    columns.endpoint,
    columns.entry,
    columns.run,
  ];
  const rows = procedures.map(({ title, state, step, done, total, endpoint, seq, run }) => [
    title,
    term(states, state),
    step === null ? cannotBeTold : step.title === step.id ? step.id : `${step.title} (${step.id})`,
    `${done}/${total}`,
    endpoint,
    String(seq),
    run,
  ]);
  return [{ kind: "table", head, rows, entry: head.indexOf(columns.entry) }];
}
