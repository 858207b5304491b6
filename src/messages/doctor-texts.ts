import type { CheckName, FindingCode, FindingFacts, FindingStatus } from "#domain/finding.js";

/** What is found, and what to do about it: a sentence or two each. `how` is empty where there is nothing to do. */
export interface FindingText {
  readonly what: string;
  readonly how: string;
}

/** What `shoseki doctor` says. */
export interface DoctorTexts {
  readonly statuses: Readonly<Record<FindingStatus, string>>;
  readonly checks: Readonly<Record<CheckName, string>>;
  /** Those of an error are the error's own. */
  readonly findings: {
    readonly [C in Exclude<FindingCode, "PROBLEM">]: (facts: FindingFacts[C]) => FindingText;
  };
  /** The last line: how much is to be mended. */
  summary(found: { toMend: number }): string;
}
