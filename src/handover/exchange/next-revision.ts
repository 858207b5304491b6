import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { type DraftWanted, draftOf } from "#handover/draft/draft-of.js";
import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import { handoverIn } from "#handover/exchange/handover-in.js";
import type { KnownAnswer, OutgoingHandover } from "#handover/exchange/known-handovers.js";
import { outgoingIn } from "#handover/exchange/outgoing.js";
import { canonical } from "#journal/canonical.js";
import type { Layout } from "#journal/layout.js";

/** A report that is made once more. */
export interface NextRevision {
  /** What was asked has no answer in it yet; what the operator has added before is in it. */
  readonly handover: Handover;
  /** What was answered to the revision before. */
  readonly answer: KnownAnswer;
}

/** What is handed over once more. */
const REVISABLE: ReadonlySet<OutgoingHandover["state"]> = new Set(["refused", "questioned"]);

export type Redrawing = Pick<DraftWanted, "operator" | "key" | "now" | "until">;

/**
 * The next revision of the oldest handover that was questioned or refused, with its facts drawn anew; null where there is none.
 * Throws what `draftOf` throws.
 */
export async function nextRevision(layout: Layout, redrawing: Redrawing): Promise<NextRevision | null> {
  const known = outgoingIn(await entriesOfHandovers(layout), layout);
  const open = known.find(({ state, isReplaced }) => !isReplaced && REVISABLE.has(state));
  const answer = open?.answers.at(-1);
  if (open === undefined || answer === undefined) return null;
  return { handover: await redrawn(layout, open, redrawing), answer };
}

async function redrawn(
  layout: Layout,
  { id, revision, seq, answers }: OutgoingHandover,
  redrawing: Redrawing,
): Promise<Handover> {
  const before = await handoverIn(layout, seq);
  if (before === null) throw failure("HANDOVER_UNKNOWN", { handover: id, nearest: [] });
  const asked = new Map(answers.flatMap(({ questions }) => questions).map((each) => [canonical(each), each]));
  // What is asked once more was not answered well enough.
  const answered = before.answers.filter(({ question }) => !asked.has(canonical(question)));
  return await draftOf(layout, {
    ...redrawing,
    id,
    revision: revision + 1,
    from: before.shift.firstSeq,
    remarks: before.remarks,
    answers: [...answered, ...[...asked.values()].map((question) => ({ question, answer: null }))],
  });
}
