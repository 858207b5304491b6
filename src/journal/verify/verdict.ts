import type { Fault } from "#domain/journal-fault.js";
import type { Epoch } from "#journal/epochs.js";
import type { AnchorsCheck } from "#journal/verify/anchors.js";
import type { OpenIntent } from "#journal/verify/open-intents.js";
import type { CheckpointBehind } from "#journal/verify/own-checkpoints.js";
import type { RecordingFindings } from "#journal/verify/recording-findings.js";

/** What verifying came to. Beside the fault everything in it is a finding. */
export interface Verdict {
  readonly fault: Fault | null;
  /** Entries found sound before the first fault in a line; all there are where none is in a line. */
  readonly entries: number;
  readonly origin: string | null;
  /** `prev` of the entry that would come next: SHA-256 of the last sound line. */
  readonly head: string | null;
  readonly keys: readonly Pick<Epoch, "fromSeq" | "fingerprint" | "identity">[];
  /** Checkpoints found sound, and the newest of them; null where there is none. */
  readonly checkpoints: number;
  readonly newestCheckpoint: { readonly size: number; readonly root: string } | null;
  /** The newest anchor entry that says it was done, as `newestAnchorOf` has it; null where there is none. */
  readonly newestAnchor: NewestAnchor | null;
  /** How far the file `checkpoint` is behind `checkpoints.log`; null where it is not, but for what its writer can leave. */
  readonly checkpointBehind: CheckpointBehind | null;
  /** What somebody else's copies bear out: without any, a journal is only consistent with itself. */
  readonly heldAgainst: readonly ("signers" | "against" | "endpoint")[];
  /** What the hypervisor's event log has; null where it was not asked. */
  readonly anchors: AnchorsCheck | null;
  /** Whether the strict form and the signature of every entry were checked, or of those after the newest checkpoint. */
  readonly deep: boolean;
  /** What there is of recordings, and what is to be known of them. */
  readonly recordings: RecordingFindings & {
    /** Files among them that no entry names. */
    readonly unnamed: readonly string[];
  };
  /** How many shifts that were taken over are as they were accepted, and files among them that no entry names. */
  readonly handovers: { readonly count: number; readonly unnamed: readonly string[] };
  /** Intents whose end nobody knows; none where reading stopped, as what follows may tell. */
  readonly unresolved: readonly OpenIntent[];
  /** Torn tails that were moved aside or lie at the end, of entries and of `checkpoints.log`. */
  readonly torn: readonly string[];
  /** Files that should be there: derived ones, and torn tails that an entry says were moved aside. */
  readonly missing: readonly string[];
}

export interface NewestAnchor {
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
  readonly size: number;
  /** Whether it is in a simulator's event log, which bears out nothing. */
  readonly simulated: boolean;
}
