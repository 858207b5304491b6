import type { ReportedJournal } from "#domain/handover.js";
import type { Layout } from "#journal/layout.js";
import { newestCheckpoint } from "#journal/note/checkpoint-files.js";
import { readKeys } from "#journal/read-epochs.js";
import type { NewestAnchor } from "#journal/verify/verdict.js";
import { verifyJournal } from "#journal/verify.js";

/**
 * The journal as it is now: verified, and with the newest checkpoint that was signed, also where it is not sound; of size 0 and
 * without a root where there is none. Throws `JOURNAL_DAMAGED`, `JOURNAL_MISSING`, `FILE_UNREADABLE`.
 */
export async function reportedJournal(layout: Layout): Promise<ReportedJournal> {
  const { fault, newestAnchor } = await verifyJournal(layout.directory);
  // What verify answers of them beside a fault is what it is sure of.
  const keys = readKeys(layout);
  const origin = keys.at(0)?.origin ?? "";
  const checkpoint = newestCheckpoint(layout, origin);
  return {
    origin,
    treeSize: checkpoint?.size ?? 0,
    rootHash: checkpoint?.root.toString("base64") ?? "",
    sound: fault === null,
    problem: fault === null ? null : `${fault.file}: ${fault.problem}`,
    anchor: newestAnchor === null ? null : reportedAnchor(newestAnchor),
    keys: keys.epochs().map(({ fromSeq, fingerprint, identity }) => ({ fromSeq, fingerprint, identity })),
  };
}

function reportedAnchor({ seq, at, size, simulated }: NewestAnchor): ReportedJournal["anchor"] {
  return { seq, at, size, ...(simulated ? { simulated } : {}) };
}
