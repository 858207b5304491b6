import type { EpochBook } from "#journal/epochs.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";

/** The SSHSIG namespace of reports. */
export const REPORT_NAMESPACE = "report@shoseki";

/**
 * Whose signature over a report's bytes a file is: the fingerprint of the journal's key that made it; null for any other, and
 * for a key that was no longer the journal's when the newest entry of the report was written.
 */
export function signerOfReport(
  signature: string,
  report: Uint8Array,
  upTo: number,
  keys: EpochBook,
): string | null {
  const key = keyThatSigned(signature, REPORT_NAMESPACE, report);
  if (key === null) return null;
  const then = keys.at(upTo);
  const epochs = keys.epochs();
  const since = epochs.filter((epoch) => then !== null && epoch.fromSeq >= then.fromSeq);
  return since.find(({ fingerprint }) => fingerprint === key.fingerprint)?.fingerprint ?? null;
}
