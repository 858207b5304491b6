import type { CapsuleFault } from "#domain/capsule-fault.js";
import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { readRegular } from "#files/read-regular.js";
import { checkCapsule } from "#handover/capsule/check-capsule.js";
import { MAX_CAPSULE_BYTES } from "#handover/capsule/member-names.js";
import { looksLikeAnswer } from "#handover/exchange/answer-file.js";
import { DECISION_OF } from "#handover/exchange/decision-events.js";
import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import { incomingIn } from "#handover/exchange/incoming.js";
import { type Vouched, vouchedFor } from "#handover/exchange/vouched.js";
import type { Layout } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";
import { readKeys } from "#journal/read-epochs.js";
import type { HeldKeys } from "#journal/verify/held-keys.js";

/** Somebody else's handover: its capsule is sound, and signed by the key that it names. */
export interface HandoverRead {
  readonly path: string;
  /** The capsule's bytes, and their lower-case hex SHA-256. */
  readonly file: Buffer;
  readonly capsule: string;
  readonly handover: Handover;
  /** What the outgoing operator has signed: the report's JCS bytes, and their lower-case hex SHA-256. */
  readonly bytes: Buffer;
  readonly report: string;
  /** Armoured, of the outgoing operator. */
  readonly signature: string;
  /** Of the outgoing operator's journal: its name, and the key that vouches for it now. */
  readonly origin: string;
  readonly key: string;
  /** Why the key is believed; null where the operator must agree to its fingerprint. */
  readonly vouched: Vouched;
  /** Whether the key is, or was, this very journal's: nobody answers their own handover. */
  readonly isOwn: boolean;
  /** The newest revision of it that was answered in this journal; null where none was. */
  readonly newestKnown: number | null;
  /** The members made to be read that this version does not make of the report, by name. */
  readonly unlike: readonly string[];
}

/** What a handover is read with. */
export interface ReadingHandover {
  /** The journal of whoever reads it. */
  readonly layout: Layout;
  /** Keys that they hold. */
  readonly signers?: HeldKeys | undefined;
}

/**
 * Reads another operator's handover, and believes nothing of its capsule that this does not prove. Throws `FILE_UNREADABLE`,
 * `HANDOVER_OTHER_FILE`, `HANDOVER_INVALID`, `HANDOVER_UNSIGNED` for a draft, `JOURNAL_DAMAGED`.
 */
export async function readHandover(path: string, reading: ReadingHandover): Promise<HandoverRead> {
  const { layout, signers } = reading;
  const file = bytesOf(path);
  if (looksLikeAnswer(file)) throw failure("HANDOVER_OTHER_FILE", { path, is: "ANSWER" });
  const { capsule, faults } = await checkCapsule(file, { signers });
  if (capsule === null) throw invalid(path, faults);
  const { handover, text, report, signature, key, keys, origin } = capsule;
  if (signature === null) throw failure("HANDOVER_UNSIGNED", { path });
  const entries = await entriesOfHandovers(layout);
  const own = new Set(
    readKeys(layout)
      .epochs()
      .map(({ fingerprint }) => fingerprint),
  );
  // Whatever was answered: nobody answers before they have agreed to the key.
  const agreed = new Set(entries.filter(({ OPR }) => DECISION_OF.has(OPR)).map(({ AFT }) => AFT?.key));
  // A key that follows from one that was agreed to is introduced by it.
  const isKnown = keys.some(({ fingerprint }) => agreed.has(fingerprint));
  const revisions = incomingIn(entries, layout)
    .filter(({ id }) => id === handover.id)
    .map(({ revision }) => revision);
  return {
    path,
    file,
    capsule: hashOf(file),
    handover,
    bytes: text,
    report,
    signature,
    origin,
    key,
    vouched: capsule.isHeld ? "signers" : vouchedFor(key, isKnown, undefined),
    isOwn: keys.some(({ fingerprint }) => own.has(fingerprint)),
    newestKnown: revisions.length === 0 ? null : Math.max(...revisions),
    unlike: capsule.unlike,
  };
}

function bytesOf(path: string): Buffer {
  try {
    return readRegular(path, MAX_CAPSULE_BYTES);
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

function invalid(path: string, faults: readonly CapsuleFault[]): Error {
  const [first] = faults;
  const at = first === undefined || first.member === "" ? "" : `${first.member}: `;
  return failure("HANDOVER_INVALID", { path, problem: `${at}${first?.problem ?? ""}` });
}
