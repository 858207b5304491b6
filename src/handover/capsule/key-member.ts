import { HANDOVER_NAMESPACE } from "#domain/handover.js";
import { allowedSigners } from "#journal/allowed-signers.js";
import { EpochBook } from "#journal/epochs.js";
import type { Line } from "#journal/line.js";
import { ENTRY_NAMESPACE } from "#journal/sshsig.js";

/** The SSHSIG namespace of `SHA256SUMS`: what is signed for anything else is no shift's capsule. */
export const SHIFT_NAMESPACE = "shift@shoseki";

/**
 * The `allowed_signers` of a capsule: the journal's keys for all that they sign in it, with the times of the entries that are
 * in it. So it follows from these alone.
 *
 * @param lines all that there are, key entries among them
 */
export function capsuleSigners(lines: readonly Line[]): string {
  const book = new EpochBook();
  for (const { entry } of [...lines].sort((a, b) => a.entry.seq - b.entry.seq)) book.add(entry);
  return allowedSigners(book.epochs(), [ENTRY_NAMESPACE, HANDOVER_NAMESPACE, SHIFT_NAMESPACE]);
}
