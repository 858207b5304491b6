import type { Setting } from "#cli/io.js";
import { recordingsSaid } from "#cli/recordings-said.js";
import type { Pace } from "#cli/verdict-json.js";
import type { OpenIntent } from "#journal/verify/open-intents.js";
import type { Verdict } from "#journal/verify/verdict.js";
import type { EvidenceTexts } from "#messages/evidence-texts.js";
import { printable } from "#messages/printable.js";

/** Prints what `verify` came to, for people: the verdict, what it rests on, then what was found beside. */
export function sayVerdict(
  { io, catalogue: { evidence } }: Setting,
  verdict: Verdict,
  { endpoint, ...pace }: Pace & { readonly endpoint: string | null },
): void {
  const { fault, entries, keys } = verdict;
  const key = keys.at(-1)?.fingerprint ?? "";
  const lines =
    fault === null
      ? [evidence.sound({ entries, key, ...pace }), ...reasonsSaid(evidence, verdict)]
      : [evidence.unsound(fault)];
  const read = endpoint === null ? [] : anchorsSaid(evidence, verdict, endpoint);
  for (const line of [...lines, ...read, ...findingsSaid(evidence, verdict)]) io.out(printable(line));
}

function reasonsSaid(evidence: EvidenceTexts, verdict: Verdict): string[] {
  const {
    heldAgainst,
    keys,
    deep,
    checkpoints: count,
    newestCheckpoint: newest,
    newestAnchor,
    recordings,
    handovers,
  } = verdict;
  return [
    heldAgainst.length === 0 ? evidence.selfConsistent() : evidence.held(heldAgainst),
    evidence.depth({ deep, from: newest?.size ?? 0 }),
    newest === null ? evidence.noCheckpoint() : evidence.checkpoints({ count, ...newest }),
    ...(recordings.count === 0 ? [] : [evidence.recordings(recordings)]),
    ...(handovers.count === 0 ? [] : [evidence.handovers(handovers)]),
    ...(keys.length > 1 ? keys.map((key) => evidence.epoch(key)) : []),
    newestAnchor === null
      ? evidence.noAnchor()
      : evidence.newestAnchor({ ...newestAnchor, minutes: minutesSince(Date.parse(newestAnchor.at)) }),
  ];
}

function anchorsSaid(evidence: EvidenceTexts, { anchors }: Verdict, endpoint: string): string[] {
  if (anchors === null) return [];
  const { agreed, newest, foreign, gone } = anchors;
  const newestMinutes = newest === null ? null : minutesSince(newest);
  return [
    ...(anchors.fault === null ? [evidence.anchorsRead({ endpoint, agreed, newestMinutes })] : []),
    ...(foreign > 0 ? [evidence.anchorsForeign({ endpoint, count: foreign })] : []),
    ...(gone.length > 0 ? [evidence.anchorsGone({ endpoint, seqs: gone })] : []),
  ];
}

function findingsSaid(
  evidence: EvidenceTexts,
  { unresolved, torn, missing, recordings, handovers, checkpointBehind }: Verdict,
): string[] {
  return [
    ...unresolved.map((open) => openSaid(evidence, open)),
    ...torn.map((file) => evidence.tornTail({ file })),
    ...(checkpointBehind === null ? [] : [evidence.checkpointBehind(checkpointBehind)]),
    ...recordingsSaid(evidence, recordings),
    ...recordings.unnamed.map((file) => evidence.recordingUnnamed({ file })),
    ...handovers.unnamed.map((file) => evidence.handoverUnnamed({ file })),
    ...missing.map((file) => evidence.missingFile({ file })),
  ];
}

function openSaid(evidence: EvidenceTexts, { intent, outcome, recovery }: OpenIntent): string {
  const open = { seq: intent.seq, operation: intent.OPR, target: intent.TGT.name };
  if (recovery !== null)
    return evidence.lookedUpInVain({ ...open, by: recovery.seq, code: recovery.RST?.code ?? "UNKNOWN" });
  return outcome === null ? evidence.openIntent(open) : evidence.unknownOutcome(open);
}

function minutesSince(time: number): number {
  return Math.max(0, Math.round((Date.now() - time) / 60_000));
}
