import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { capsuleOf, type ReportToPack } from "#handover/capsule/capsule-of.js";
import { endOfHandover } from "#handover/exchange/end-of-handover.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { putFile } from "#handover/exchange/put-file.js";
import type { SignedBytes } from "#handover/exchange/report-bytes.js";
import { reportMarkdown, reportPage } from "#handover/files.js";
import { parseHandover } from "#handover/parse-handover.js";
import { Checkpointer } from "#journal/checkpointer.js";
import type { Journal } from "#journal/journal.js";
import { hashOf } from "#journal/line.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { readKeys } from "#journal/read-epochs.js";
import { wholeEntry } from "#journal/whole-entry.js";
import type { Language } from "#messages/catalogue.js";
import { chooseCatalogue } from "#messages/choose.js";
import { coveringCheckpoint } from "#procedures/report/covering-checkpoint.js";

/** A handover whose file is in its place. */
export interface WrittenCapsule {
  /** The `HandOver`. */
  readonly entry: Entry;
  readonly handover: Handover;
  /** Lower-case hex SHA-256 of the report. */
  readonly report: string;
  readonly path: string;
  /** Lower-case hex SHA-256 of the file, and how long that is in bytes. */
  readonly capsule: string;
  readonly size: number;
}

/**
 * Writes the file of a handover out of the journal alone, where a checkpoint is signed if none has it yet: the same bytes each
 * time, as long as the journal's key is the same. Throws `HANDOVER_NOT_WRITTEN`, `HANDOVER_TOO_LARGE`, `JOURNAL_DAMAGED`, and
 * the errors of signing.
 */
export async function writeCapsule(
  { journal }: Pick<Exchange, "journal">,
  entry: Entry,
  path: string,
): Promise<WrittenCapsule> {
  const { layout } = journal;
  const { text, signature, language, report } = wholeEntry(layout, entry).AFT ?? {};
  const bytes = Buffer.from(String(text));
  const handover = parseHandover(bytes);
  if (handover === null)
    throw failure("JOURNAL_DAMAGED", { where: `entry ${entry.seq}`, problem: "its report cannot be read" });
  const file = await packed(journal, String(language), {
    handover,
    text: bytes,
    signature: String(signature),
    lastSeq: await endOfHandover(layout, entry),
  });
  putFile(path, file, entry.seq);
  return { entry, handover, report: String(report), path, capsule: hashOf(file), size: file.length };
}

/**
 * Packs a report that nobody has signed yet, as its capsule will be, and throws it away: what cannot be packed is not handed over.
 * Throws as `writeCapsule` does.
 */
export async function packDraft(
  { journal }: Pick<Exchange, "journal">,
  { handover, bytes }: SignedBytes,
  language: Language,
): Promise<void> {
  const { lastSeq } = handover.shift;
  await packed(journal, language, { handover, text: bytes, signature: null, lastSeq });
}

async function packed(
  journal: Journal,
  language: string,
  report: Omit<ReportToPack, "html" | "markdown">,
): Promise<Buffer> {
  const { handover, lastSeq } = report;
  const checkpoint = await checkpointOver(journal, lastSeq);
  const catalogue = chooseCatalogue(language, {});
  const isDraft = report.signature === null;
  return await capsuleOf(journal, checkpoint, {
    ...report,
    html: await reportPage(journal.layout, handover, catalogue, isDraft, lastSeq),
    markdown: reportMarkdown(handover, catalogue, isDraft),
  });
}

/** The first that was ever signed of it, by the key that signs now: a capsule is of the journal's newest key. */
async function checkpointOver(journal: Journal, seq: number): Promise<Checkpoint> {
  const { layout, signer } = journal;
  const first = coveringCheckpoint(layout, seq) ?? (await signed(journal, seq));
  const isOurs = readKeys(layout).at(first.size)?.fingerprint === signer.fingerprint;
  return isOurs ? first : await new Checkpointer(journal).sign();
}

async function signed(journal: Journal, seq: number): Promise<Checkpoint> {
  const newest = await new Checkpointer(journal).sign();
  // Another process may have signed one meanwhile, and that is the first.
  return coveringCheckpoint(journal.layout, seq) ?? newest;
}
