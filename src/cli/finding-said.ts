import type { Setting } from "#cli/io.js";
import type { ProcedureFinding } from "#domain/procedure-finding.js";
import { findingLine, findingText } from "#listings/finding-line.js";

/** A finding as compilers tell of theirs, `FILE:LINE:COLUMN: error: ...`; with `json`, as one object. */
export function findingSaid({ catalogue, json }: Setting, path: string, finding: ProcedureFinding): string {
  if (!json) return findingLine(catalogue, path, finding);
  const {
    at: { line, column },
    severity,
    problem,
  } = finding;
  const code = problem.kind === "PROBLEM" ? problem.problem.code : problem.kind;
  const message = findingText(catalogue, path, finding);
  return JSON.stringify({ path, line, column, severity, code, message });
}
