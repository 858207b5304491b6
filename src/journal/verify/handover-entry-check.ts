import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "#domain/entry.js";
import { ShosekiError } from "#domain/errors.js";
import { type Decision, HANDOVER_NAMESPACE, type HandoverEventName } from "#domain/handover.js";
import type { Fault } from "#domain/journal-fault.js";
import type { Layout } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";
import { answerProblem } from "#journal/verify/answer-signatures.js";
import type { Chained } from "#journal/verify/chained.js";
import { placeIn, type SegmentRange } from "#journal/verify/segment-scan.js";
import { wholeEntry } from "#journal/whole-entry.js";

type Journal = Pick<Chained, "handovers" | "keys" | "tree">;

/** An entry whose long texts are whole, in its journal. */
interface Said {
  readonly entry: Entry;
  readonly after: NonNullable<Entry["AFT"]>;
  /** The key whose turn it was. */
  readonly key: string;
  readonly journal: Journal;
  /** The reports that were handed over before, by their SHA-256; null where one is gone. */
  readonly reports: ReadonlyMap<string, string | null>;
}

/**
 * The first entry that says of a handover what is not so: a report that has not the hash beside it; that, or an answer to it, not
 * signed by whom it names; a tree that was not so. One whose long texts are gone, which is a finding, is not looked at. Null where
 * all are true.
 */
export function handoverEntryFault(
  layout: Pick<Layout, "blobs">,
  journal: Journal,
  ranges: readonly SegmentRange[],
): Fault | null {
  const reports = new Map<string, string | null>();
  for (const entry of journal.handovers) {
    const isThere = Object.values(entry.blobs ?? {}).every((hash) => existsSync(join(layout.blobs, hash)));
    const after = isThere ? wholeAfter(layout, entry) : {};
    const key = journal.keys.at(entry.seq)?.fingerprint ?? "";
    const problem =
      after === null
        ? "its long texts do not begin as it does"
        : isThere
          ? (CHECKS[entry.OPR]?.({ entry, after, key, journal, reports }) ?? null)
          : null;
    if (problem !== null) return { ...placeIn(ranges, entry.seq), code: "HANDOVER_ENTRY", problem };
    if (entry.OPR === HAND_OVER) reports.set(String(entry.AFT?.report), isThere ? String(after?.text) : null);
  }
  return null;
}

const HAND_OVER: HandoverEventName = "HandOver";

const CHECKS: Readonly<Record<string, (said: Said) => string | null>> = {
  HandOver: (said) => reportProblem(said) ?? signatureProblem(said) ?? treeProblem(said),
  AcceptHandover: (said) => reportProblem(said) ?? givenProblem(said, "accepted"),
  RefuseHandover: (said) => reportProblem(said) ?? givenProblem(said, "refused"),
  QuestionHandover: (said) => reportProblem(said) ?? givenProblem(said, "questioned"),
  AnswerHandover: takenProblem,
};

function reportProblem({ after: { text, report } }: Said): string | null {
  return hashOf(Buffer.from(String(text))) === report
    ? null
    : "its report is not the one that it has the hash of";
}

function signatureProblem({ after: { text, signature }, key }: Said): string | null {
  const signer = keyThatSigned(String(signature), HANDOVER_NAMESPACE, Buffer.from(String(text)));
  return signer?.fingerprint === key ? null : "its report is not signed by the journal's key of that time";
}

function treeProblem({
  entry: { seq },
  after: { treeSize, rootHash },
  journal: { tree },
}: Said): string | null {
  const isSo =
    typeof treeSize === "number" &&
    treeSize <= seq &&
    rootHash === (treeSize === 0 ? "" : tree.root(treeSize).toString("base64"));
  return isSo ? null : "the tree that it names is not that of the entries before it";
}

/** What was answered in this journal. */
function givenProblem({ after, key }: Said, decision: Decision): string | null {
  const { answer, text, report, signature } = after;
  return answerProblem({
    file: String(answer),
    text: String(text),
    report: String(report),
    decision,
    key,
    signature: String(signature),
  });
}

/** What was answered to this journal: by whom, it says itself, and by none of its own keys. */
function takenProblem({ after, journal: { keys }, reports }: Said): string | null {
  const { answer, report, decision, key, signature } = after;
  const text = reports.get(String(report));
  if (text === null) return null;
  if (text === undefined) return "it is an answer to a report that was not handed over before";
  if (keys.epochs().some(({ fingerprint }) => fingerprint === key))
    return "it is answered by the journal's own key";
  return answerProblem({
    file: String(answer),
    text,
    report: String(report),
    decision: String(decision) as Decision,
    key: String(key),
    signature: String(signature),
  });
}

/** Null where a blob is not the whole of what stands there. */
function wholeAfter(layout: Pick<Layout, "blobs">, entry: Entry): Said["after"] | null {
  try {
    return wholeEntry(layout, entry).AFT ?? {};
  } catch (error) {
    if (error instanceof ShosekiError) return null;
    throw error;
  }
}
