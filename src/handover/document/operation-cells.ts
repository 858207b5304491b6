import type { ReportedOperation } from "#domain/handover.js";
import { changeCell, resultCell, targetCell } from "#listings/entry-cells.js";
import type { Catalogue } from "#messages/catalogue.js";

/** What is said of an operation in every section that names one, by column. */
export function operationCells(operation: ReportedOperation, { handover: texts, reports }: Catalogue) {
  const { seq, at, OPR, target, endpoint, before, after, result, why, ticket, run } = operation;
  const said = [
    why ?? "",
    ticket === null ? "" : texts.ticket({ ticket }),
    run === null ? "" : texts.inRun({ run }),
  ];
  return {
    entry: String(seq),
    time: at,
    operation: OPR,
    target: targetCell(target),
    endpoint,
    change: result === null ? "" : changeCell({ BEF: before, AFT: after, RST: result }),
    result: result === null ? texts.noOutcome : resultCell(result, reports.statuses),
    why: said.filter((part) => part !== "").join(" / "),
  };
}
