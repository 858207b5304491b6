import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import {
  DECISION_NAMESPACES,
  type Decision,
  type Handover,
  type HandoverAnswer,
  type Question,
} from "#domain/handover.js";
import { keepCapsule } from "#handover/capsule/kept-capsules.js";
import { answerFile } from "#handover/exchange/answer-file.js";
import { type AnswerPlace, answerPath } from "#handover/exchange/answer-place.js";
import { EVENT_OF } from "#handover/exchange/decision-events.js";
import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { incomingIn } from "#handover/exchange/incoming.js";
import { isSameOperator } from "#handover/exchange/is-same-operator.js";
import type { IncomingHandover, KnownAnswer } from "#handover/exchange/known-handovers.js";
import { mustBeAbout } from "#handover/exchange/must-be-about.js";
import { mayBePut, putFile } from "#handover/exchange/put-file.js";
import type { HandoverRead } from "#handover/exchange/read-handover.js";
import { recordOnce } from "#handover/exchange/record-once.js";
import { nameOfHandover } from "#handover/name-of-handover.js";
import { canonical } from "#journal/canonical.js";
import { findLine } from "#journal/index/find-lines.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { wholeEntry } from "#journal/whole-entry.js";
import { writable } from "#procedures/approval/frozen-plan.js";
import type { HandoverEvent } from "#session/trail.js";

/** What the incoming operator says to a handover: a refusal has a reason, and who questions asks something. */
export interface Saying {
  readonly decision: Decision;
  readonly reason: string | null;
  readonly questions: readonly Question[];
}

export interface GivenAnswer {
  /** The `AcceptHandover`, `RefuseHandover` or `QuestionHandover`. */
  readonly entry: Entry;
  /** The answer's file. */
  readonly path: string;
  /** Whether the same was answered before, so that only its file was written. */
  readonly isAgain: boolean;
}

/**
 * Answers another operator's handover, whose key must have been agreed to: keeps its capsule, records the answer with a
 * signature over the very bytes that the other has signed, and writes its file. The same answer once more only writes the
 * same file.
 *
 * Errors: `HANDOVER_OWN`, `HANDOVER_SAME_OPERATOR`, `HANDOVER_NO_ENTRY`, `HANDOVER_NOT_NEWEST`, `HANDOVER_ANSWERED`, the
 * journal's. `HANDOVER_NOT_WRITTEN` says by its `recorded` whether it was answered.
 */
export async function answerHandover(
  exchange: Exchange,
  read: HandoverRead,
  said: Saying,
  place: AnswerPlace,
): Promise<GivenAnswer> {
  const { layout } = exchange.journal;
  const saying = writable(said);
  mustBeOf(saying);
  if (read.isOwn) throw failure("HANDOVER_OWN", { key: read.key });
  mustBeTwo(exchange.operator, read.handover, saying);
  mustBeAbout(read.handover, saying.questions);
  let again: number | null = null;
  const entry = await recordOnce(exchange, async () => {
    const incoming = incomingIn(await entriesOfHandovers(layout), layout);
    again = sameAnswer(incoming, read, saying)?.seq ?? null;
    if (again !== null) return null;
    mayBePut(answerPath(place));
    keepCapsule(layout, read.file);
    return eventOf(exchange, read, saying);
  });
  const given = entry ?? (await findLine(layout, again ?? -1, {}))?.entry;
  if (given === undefined) throw new TypeError("an answer that was given is not there");
  const path = writeAnswer(exchange, given, place);
  return { entry: given, path, isAgain: entry === null };
}

/** Writes the file of an answer that was given; answers where it is. Throws `HANDOVER_NOT_WRITTEN`, `JOURNAL_DAMAGED`. */
export function writeAnswer({ journal: { layout } }: Exchange, entry: Entry, place: AnswerPlace): string {
  const bytes = Buffer.from(String(wholeEntry(layout, entry).AFT?.answer));
  const path = answerPath(place, bytes);
  putFile(path, bytes, entry.seq);
  return path;
}

/** Who may be taking over from themselves, by another key, says why it is not so. Throws `HANDOVER_SAME_OPERATOR`. */
export function mustBeTwo(
  operator: Exchange["operator"],
  handover: Pick<Handover, "outgoing">,
  { decision, reason }: Saying,
): void {
  if (decision !== "accepted" || (reason ?? "").trim() !== "" || !isSameOperator(handover, operator)) return;
  throw failure("HANDOVER_SAME_OPERATOR", { who: `${operator.os}@${operator.console}` });
}

function mustBeOf({ decision, reason, questions }: Saying): void {
  const isSo =
    (decision !== "refused" || (reason ?? "").trim() !== "") &&
    (decision === "questioned") === questions.length > 0;
  if (!isSo) throw new TypeError("a refusal has a reason, and who questions asks something");
}

/** The answer that was given already; null where there is none. What is decided is not decided otherwise. */
function sameAnswer(
  incoming: readonly IncomingHandover[],
  { handover: { id, revision }, report }: HandoverRead,
  saying: Saying,
): KnownAnswer | null {
  const known = incoming.find((each) => each.report === report);
  const same = known?.answers.findLast((answer) => isSame(answer, saying));
  if (same !== undefined) return same;
  const newer = incoming.find(
    (each) => each.id === id && each.report !== report && each.revision >= revision,
  );
  if (newer !== undefined)
    throw failure("HANDOVER_NOT_NEWEST", { handover: id, revision, newest: newer.revision });
  const final = known?.answers.find(({ decision }) => decision !== "questioned");
  if (final === undefined) return null;
  const { decision, seq } = final;
  throw failure("HANDOVER_ANSWERED", { handover: id, revision, decision, seq, by: "INCOMING" });
}

function isSame(one: KnownAnswer, other: Saying): boolean {
  return canonical(sayingIn(one)) === canonical(sayingIn(other));
}

function sayingIn({ decision, reason, questions }: Saying): Saying {
  return { decision, reason, questions };
}

function eventOf(
  { journal: { signer }, operator }: Exchange,
  { handover, bytes, report, origin, key, capsule }: HandoverRead,
  { decision, reason, questions }: Saying,
): HandoverEvent {
  const { id, revision } = handover;
  const answer: HandoverAnswer = {
    format: "shoseki-handover-answer/1",
    handover: id,
    revision,
    report,
    decision,
    reason,
    questions,
    incoming: { ...operator, key: signer.fingerprint },
    public: publicKeyLine(signer.publicKey),
    at: new Date().toISOString(),
    signature: signer.signFile(DECISION_NAMESPACES[decision], bytes),
  };
  return {
    OPR: EVENT_OF[decision],
    target: { id, name: nameOfHandover(handover) },
    ...(reason === null ? {} : { why: reason }),
    after: {
      report,
      revision,
      text: bytes.toString(),
      signature: answer.signature,
      origin,
      key,
      capsule,
      questions: canonical(questions),
      // Whole, so that its file can be written again.
      answer: answerFile(writable(answer), signer),
    },
  };
}
