import type { RecordingFindings } from "#journal/verify/recording-findings.js";
import type { EvidenceTexts } from "#messages/evidence-texts.js";

/** What of recordings nothing vouches for, for people: a line each. */
export function recordingsSaid(
  evidence: EvidenceTexts,
  { unsealed, failed, died, unmarked }: RecordingFindings,
): readonly string[] {
  return [
    ...unsealed.map((left) => evidence.recordingUnsealed(left)),
    ...failed.map((left) => evidence.recordingFailed(left)),
    ...died.map((sealed) => evidence.recordingDied(sealed)),
    ...unmarked.map((lost) => evidence.markersLost(lost)),
  ];
}
