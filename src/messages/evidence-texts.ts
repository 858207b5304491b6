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
  /** None is there: whether one was ever signed, nobody can tell by that. */
  noCheckpoint(): string;
  /** The file `checkpoint` is of `size` entries, and the log goes on to one of `newest`. */
  checkpointBehind(found: { size: number; newest: number }): string;
  /** One of several keys. */
  epoch(key: { fromSeq: number; fingerprint: string }): string;
  /** `simulated`: it is in a simulator's event log. */
  newestAnchor(entry: { seq: number; size: number; minutes: number; simulated: boolean }): string;
  noAnchor(): string;
  anchorsRead(read: { endpoint: string; agreed: number; newestMinutes: number | null }): string;
  anchorsForeign(read: { endpoint: string; count: number }): string;
  anchorsGone(read: { endpoint: string; seqs: readonly number[] }): string;
  /** An intent without an outcome. */
  openIntent(open: { seq: number; operation: string; target: string }): string;
  /** An intent whose outcome is UNKNOWN, and that nothing has resolved since. */
  unknownOutcome(open: { seq: number; operation: string; target: string }): string;
  /** An intent whose end nobody knows, also after it was looked up: the entry that says so, and why. */
  lookedUpInVain(open: { seq: number; operation: string; target: string; by: number; code: string }): string;
  /** A cut last line that was moved aside and kept as evidence. */
  tornTail(kept: { file: string }): string;
  /** All that there are, where none is wrong; `whole` are those that were brought to their end. */
  recordings(found: { count: number; whole: number }): string;
  /** A recording that no entry says is over; `bytes` are after the last piece that one names. */
  recordingUnsealed(left: { file: string; bytes: number }): string;
  /** The same of one that could not be gone on with. */
  recordingFailed(left: { file: string; bytes: number }): string;
  /** The program died, and a later session has sealed the bytes from one to the other; they are the same where there were none. */
  recordingDied(sealed: { file: string; from: number; to: number }): string;
  /** A recording broke off between entries and their markers: how many, the first and the last. */
  markersLost(lost: { file: string; count: number; firstSeq: number; lastSeq: number }): string;
  /** A file that lies among the recordings. */
  recordingUnnamed(stray: { file: string }): string;
  /** The shifts that were taken over, where there are any. */
  handovers(found: { count: number }): string;
  /** A file that lies among them. */
  handoverUnnamed(stray: { file: string }): string;
  /** A file that belongs to the journal and is not there. */
  missingFile(gone: { file: string }): string;
  /** A proof alone, with the entry in it. */
  proven(entry: { seq: number; size: number; origin: string; operation: string; target: string }): string;
}
