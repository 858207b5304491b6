import type { FindingProblem } from "#domain/procedure-finding.js";

/** What `shoseki procedure check` says. */
export interface ProcedureCheckTexts {
  readonly severity: Readonly<Record<"error" | "warning", string>>;
  /** As the rest of a line, without its end. What an error says is the errors' own text. */
  finding(problem: Exclude<FindingProblem, { readonly kind: "PROBLEM" }>): string;
  /** What a loop would be gone through for now; `names` are the first of `count`. */
  set(it: { loop: string; count: number; names: readonly string[] }): string;
  /** After everything, where nothing keeps it from being begun. */
  fine(it: { path: string; title: string; steps: number; warnings: number }): string;
  /** After everything, where something does. */
  wrong(it: { path: string; errors: number }): string;
}
