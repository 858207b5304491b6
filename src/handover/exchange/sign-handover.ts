import type { Entry } from "#domain/entry.js";
import { failure, ShosekiError } from "#domain/errors.js";
import { HANDOVER_NAMESPACE, type Handover } from "#domain/handover.js";
import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { isWork } from "#handover/exchange/is-work.js";
import { mustHaveEntries } from "#handover/exchange/must-have-entries.js";
import { outgoingIn } from "#handover/exchange/outgoing.js";
import { mayBePut } from "#handover/exchange/put-file.js";
import { recordOnce } from "#handover/exchange/record-once.js";
import { reportBytes, type SignedBytes } from "#handover/exchange/report-bytes.js";
import { packDraft, type WrittenCapsule, writeCapsule } from "#handover/exchange/write-capsule.js";
import { nameOfHandover } from "#handover/name-of-handover.js";
import type { Layout } from "#journal/layout.js";
import { readLines, wholeLines } from "#journal/read-lines.js";
import type { Signer } from "#journal/signer.js";
import type { Language } from "#messages/catalogue.js";
import type { HandoverEvent } from "#session/trail.js";

/** Where a handover goes, and in which language its page and text are. */
export interface HandoverFile {
  /** Never one that is there. */
  readonly path: string;
  readonly language: Language;
  /** Told once it is handed over, whatever becomes of its file. */
  readonly onRecorded?: () => void;
}

/**
 * Hands a shift over: signs the report, records that with all that its file can be made of again, signs a checkpoint, and
 * writes the file. Nothing is recorded where the file could not be made (all of it is packed as a draft first) or written, the
 * journal has gone on since the report was drawn, or it is not the next revision of what it is of.
 *
 * Errors: `HANDOVER_EMPTY`, `HANDOVER_UNANSWERED`, `HANDOVER_STALE`, `HANDOVER_NOT_REVISABLE`, `HANDOVER_NOT_NEWEST`,
 * `HANDOVER_TOO_LARGE`, `JOURNAL_DAMAGED`, the journal's own. Whatever goes wrong once it is recorded is `HANDOVER_NOT_WRITTEN`,
 * whose `recorded` says so: then `handOverAgain` writes it.
 */
export async function signHandover(
  exchange: Exchange,
  drawn: Handover,
  { path, language, onRecorded = () => undefined }: HandoverFile,
): Promise<WrittenCapsule> {
  const { layout, signer } = exchange.journal;
  const signed = reportBytes(drawn);
  if (drawn.outgoing.key !== signer.fingerprint)
    throw new TypeError("the report is of another key's journal");
  const questions = drawn.answers.filter(({ answer }) => (answer ?? "").trim() === "").length;
  if (questions > 0) throw failure("HANDOVER_UNANSWERED", { questions });
  mustHaveEntries(drawn);
  mayBePut(path);
  await packDraft(exchange, signed, language);
  const event = eventOf(signed, signer, language);
  const eventIfNext = async () => {
    await mustBeNext(layout, signed);
    return event;
  };
  const entry = await recordOnce(exchange, eventIfNext, isWork);
  if (entry === null) throw new TypeError("there was something to record");
  onRecorded();
  try {
    return await writeCapsule(exchange, entry, path);
  } catch (error) {
    throw notWritten(error, path, entry.seq);
  }
}

/** It is recorded, and that is said first, whatever has gone wrong since. */
function notWritten(error: unknown, path: string, recorded: number): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof ShosekiError && error.code === "HANDOVER_NOT_WRITTEN") return error;
  return failure("HANDOVER_NOT_WRITTEN", { path, cause: error.message, recorded }, error);
}

function eventOf(
  { handover, bytes, report }: SignedBytes,
  signer: Signer,
  language: Language,
): HandoverEvent {
  const { id, revision, shift, journal } = handover;
  return {
    OPR: "HandOver",
    target: { id, name: nameOfHandover(handover) },
    after: {
      report,
      revision,
      text: bytes.toString(),
      signature: signer.signFile(HANDOVER_NAMESPACE, bytes),
      language,
      firstSeq: shift.firstSeq,
      lastSeq: shift.lastSeq,
      treeSize: journal.treeSize,
      rootHash: journal.rootHash,
    },
  };
}

/** A report says how things are: whatever was done since is in none. */
async function mustBeNext(layout: Layout, { handover }: SignedBytes): Promise<void> {
  const { id, revision, shift } = handover;
  const earlier = outgoingIn(await entriesOfHandovers(layout), layout).filter((each) => each.id === id);
  const newest = earlier.at(-1);
  if (newest !== undefined) {
    const { state } = newest;
    if (state === "waiting" || state === "accepted")
      throw failure("HANDOVER_NOT_REVISABLE", { handover: id, revision: newest.revision, state });
  }
  const known = newest?.revision ?? 0;
  if (revision !== known + 1) throw failure("HANDOVER_NOT_NEWEST", { handover: id, revision, newest: known });
  const entries = await workSince(layout, shift.lastSeq);
  if (entries > 0) throw failure("HANDOVER_STALE", { entries });
}

async function workSince(layout: Layout, lastSeq: number): Promise<number> {
  let count = 0;
  const isSince = (entry: Entry) => entry.seq > lastSeq && isWork(entry);
  for await (const { entry } of wholeLines(readLines(layout, lastSeq))) if (isSince(entry)) count += 1;
  return count;
}
