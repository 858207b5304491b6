import type { ProcedureFinding } from "#domain/procedure-finding.js";
import type { Catalogue } from "#messages/catalogue.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { unended } from "#messages/wording.js";

/** A finding as compilers tell of theirs, `FILE:LINE:COLUMN: error: ...`. */
export function findingLine(catalogue: Catalogue, path: string, finding: ProcedureFinding): string {
  const { at, severity } = finding;
  const place = `${printable(path)}:${at.line}:${at.column}`;
  return `${place}: ${catalogue.procedureCheck.severity[severity]}: ${findingText(catalogue, path, finding)}`;
}

/** What a finding says, where its place is said already. */
export function findingText(
  catalogue: Catalogue,
  path: string,
  { at: { line, column }, problem }: ProcedureFinding,
): string {
  if (problem.kind !== "PROBLEM") return printable(unended(catalogue.procedureCheck.finding(problem)));
  const { what } = explain(problem.problem, catalogue);
  const placed = problem.problem.code === "PROCEDURE_INVALID" ? `${printable(path)}:${line}:${column}: ` : "";
  return printable(unended(what.startsWith(placed) ? what.slice(placed.length) : what));
}
