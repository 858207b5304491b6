import type { Fault } from "#domain/journal-fault.js";

/** What `verify` and `proof` say of a journal. */
export interface EvidenceTexts {
  /** While it runs: `done` is 0 to 1. */
  verifying(now: { done: number; perSecond: number }): string;
  sound(read: { entries: number; key: string; seconds: number; perSecond: number }): string;
  unsound(fault: Fault): string;
  /** Nothing of anybody else's was held against the journal. */
  selfConsistent(): string;
  held(against: readonly ("signers" | "against" | "endpoint")[]): string;
  /** Every signature was checked, or those after the newest checkpoint only. */
  depth(checked: { deep: boolean; from: number }): string;
  checkpoints(found: { count: number; size: number; root: string }): string;
  noCheckpoint(): string;
  /** One of several keys. */
  epoch(key: { fromSeq: number; fingerprint: string }): string;
  newestAnchor(entry: { seq: number; size: number; minutes: number }): string;
  noAnchor(): string;
  anchorsRead(read: { endpoint: string; agreed: number; newestMinutes: number | null }): string;
  anchorsForeign(read: { endpoint: string; count: number }): string;
  anchorsGone(read: { endpoint: string; seqs: readonly number[] }): string;
  /** An intent without an outcome. */
  openIntent(open: { seq: number; operation: string; target: string }): string;
  /** An intent whose outcome is UNKNOWN, and that nothing has resolved since. */
  unknownOutcome(open: { seq: number; operation: string; target: string }): string;
  /** A cut last line that was moved aside and kept as evidence. */
  tornTail(kept: { file: string }): string;
  /** A file that belongs to the journal and is not there. */
  missingFile(gone: { file: string }): string;
  /** A proof alone, with the entry in it. */
  proven(entry: { seq: number; size: number; origin: string; operation: string; target: string }): string;
}
