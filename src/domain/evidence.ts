/** What an auditor's file should hold. */
export type Evidence = "KEYS" | "CHECKPOINTS" | "PROOF";

/** What a file can be that is no proof, and neither a journal nor the capsule of a shift. */
export type OtherEvidence = "EMPTY" | "GZIP" | "ANSWER" | "REPORT" | "RECORDING" | "RUN";
