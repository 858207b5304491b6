import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import type { KnownAnswer, OutgoingHandover } from "#handover/exchange/known-handovers.js";
import { outgoingIn } from "#handover/exchange/outgoing.js";
import type { AnswerRead } from "#handover/exchange/read-answer.js";
import { recordOnce } from "#handover/exchange/record-once.js";
import { canonical } from "#journal/canonical.js";
import type { Layout } from "#journal/layout.js";
import { wholeEntry } from "#journal/whole-entry.js";
import type { HandoverEvent } from "#session/trail.js";

export interface TakenAnswer {
  /** The `AnswerHandover`. */
  readonly entry: Entry;
  /** Whether this very answer was taken in before, so that nothing was recorded. */
  readonly isAgain: boolean;
  /** Who has accepted the same revision before, by the fingerprint of their key: two people think that they have the shift. */
  readonly alsoAcceptedBy: string | null;
}

/**
 * Records an answer to a handover of this journal, whose key must have been agreed to; each is recorded once, and so is the
 * acceptance of a second person: the journal says then that two think they have the shift. Throws `HANDOVER_NOT_NEWEST` where a
 * later revision has been handed over, `HANDOVER_ANSWERED` where it is decided otherwise already, and the journal's errors.
 */
export async function takeInAnswer(exchange: Exchange, read: AnswerRead): Promise<TakenAnswer> {
  const { layout } = exchange.journal;
  let known: Entry | null = null;
  let alsoAcceptedBy: string | null = null;
  const entry = await recordOnce(exchange, async () => {
    const entries = await entriesOfHandovers(layout);
    const revisions = outgoingIn(entries, layout).filter(({ id }) => id === read.answer.handover);
    alsoAcceptedBy = acceptedByAnother(revisions, read);
    known = entries.find((each) => isOf(each, read, layout)) ?? null;
    if (known !== null) return null;
    mustBeOpen(revisions, read);
    return eventOf(read, entries.find(({ seq }) => seq === read.to.seq)?.id);
  });
  const taken = entry ?? (known as Entry | null);
  if (taken === null) throw new TypeError("an answer that was taken in is not there");
  return { entry: taken, isAgain: entry === null, alsoAcceptedBy };
}

/** Whether an entry has taken in this very answer. */
function isOf(entry: Entry, { answer, text }: AnswerRead, layout: Layout): boolean {
  const isLike = entry.OPR === "AnswerHandover" && entry.AFT?.signature === answer.signature;
  return isLike && wholeEntry(layout, entry).AFT?.answer === text;
}

function mustBeOpen(revisions: readonly OutgoingHandover[], read: AnswerRead): void {
  const { handover, revision, incoming } = read.answer;
  const newest = revisions.at(-1)?.revision ?? revision;
  if (newest !== revision) throw failure("HANDOVER_NOT_NEWEST", { handover, revision, newest });
  const final = answersTo(revisions, read).findLast(({ decision }) => decision !== "questioned");
  if (final === undefined) return;
  const { decision, seq, key } = final;
  if (acceptedByAnother(revisions, read) !== null && key !== incoming.key) return;
  throw failure("HANDOVER_ANSWERED", { handover, revision, decision, seq, by: "OUTGOING" });
}

/** The key of another person who has accepted what is accepted by this answer, too; null where nobody has. */
function acceptedByAnother(revisions: readonly OutgoingHandover[], read: AnswerRead): string | null {
  const { decision, incoming } = read.answer;
  if (decision !== "accepted") return null;
  const isAnother = (known: KnownAnswer) => known.decision === "accepted" && known.key !== incoming.key;
  return answersTo(revisions, read).find(isAnother)?.key ?? null;
}

function answersTo(revisions: readonly OutgoingHandover[], { to }: AnswerRead): readonly KnownAnswer[] {
  return revisions.find(({ report }) => report === to.report)?.answers ?? [];
}

function eventOf({ answer, text }: AnswerRead, ref: string | undefined): HandoverEvent {
  const { handover, revision, report, decision, reason, questions, incoming, signature } = answer;
  return {
    OPR: "AnswerHandover",
    target: { id: handover, name: `${incoming.os}@${incoming.console}` },
    ...(ref === undefined ? {} : { ref }),
    ...(reason === null ? {} : { why: reason }),
    after: {
      decision,
      report,
      revision,
      key: incoming.key,
      signature,
      questions: canonical(questions),
      // Whole: with it, anybody can check both signatures.
      answer: text,
    },
  };
}
