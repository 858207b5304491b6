import type { Block } from "#documents/report-document.js";
import type { Handover, ReportedOperation } from "#domain/handover.js";
import { operationCells } from "#handover/document/operation-cells.js";
import { whoSaidIn } from "#handover/document/who-said.js";
import { targetCell } from "#listings/entry-cells.js";
import type { Catalogue } from "#messages/catalogue.js";

/** All that was done, a table a target. */
export function operationBlocks(handover: Handover, catalogue: Catalogue): readonly Block[] {
  const tableOf = tablesIn(handover, catalogue);
  return handover.operations.flatMap(({ target, endpoint, operations: own }): readonly Block[] => [
    { kind: "heading", level: 3, text: `${targetCell(target)}, ${endpoint}` },
    tableOf(own, ["entry", "time", "who", "operation", "change", "result", "why"]),
  ]);
}

export function failureBlocks(handover: Handover, catalogue: Catalogue): readonly Block[] {
  return ofAll(handover.failures, tablesIn(handover, catalogue));
}

export function taskBlocks(handover: Handover, catalogue: Catalogue): readonly Block[] {
  return ofAll(handover.tasks, tablesIn(handover, catalogue));
}

function ofAll(operations: readonly ReportedOperation[], tableOf: TableOf): readonly Block[] {
  const columns = ["entry", "time", "who", "operation", "target", "endpoint", "result", "why"] as const;
  return operations.length === 0 ? [] : [tableOf(operations, columns)];
}

type Column = keyof ReturnType<typeof operationCells> | "who";

type TableOf = (operations: readonly ReportedOperation[], columns: readonly Column[]) => Block;

function tablesIn(handover: Handover, catalogue: Catalogue): TableOf {
  const whoOf = whoSaidIn(handover);
  return (operations, columns) => {
    const rows = operations.map((operation) => {
      const cells = { ...operationCells(operation, catalogue), who: whoOf(operation) };
      return columns.map((column) => cells[column]);
    });
    const head = columns.map((column) => catalogue.handover.columns[column]);
    return { kind: "table", head, rows, entry: columns.indexOf("entry") };
  };
}
