import type { CapsuleFault } from "#domain/capsule-fault.js";
import type { LostRecording } from "#domain/handover.js";

/** What `verify` says of a shift's capsule. */
export interface ShiftCapsuleTexts {
  /** While it runs: `done` is 0 to 1. */
  checking(now: { done: number }): string;
  /** `recordings` is how many there are, `whole` how many of them were brought to their end. */
  sound(read: {
    origin: string;
    firstSeq: number;
    lastSeq: number;
    recordings: number;
    whole: number;
    key: string;
  }): string;
  /** What of the report does not follow from the entries; `size` is that of the tree that it names. */
  word(report: { firstSeq: number; sound: boolean; size: number }): string;
  /** A recording that was left out, as it was not what its entries say when the report was made. */
  lost(recording: LostRecording): string;
  /** A member that people read is not what this program makes of the report. */
  unlike(member: { name: string }): string;
  /** Who has handed over what: `handover` is its id. */
  handedOver(report: {
    handover: string;
    revision: number;
    os: string;
    console: string;
    seq: number;
  }): string;
  draft(): string;
  unsound(fault: CapsuleFault): string;
  /** Nobody's keys were held against it. */
  selfConsistent(signed: { key: string }): string;
  held(signed: { file: string }): string;
}
