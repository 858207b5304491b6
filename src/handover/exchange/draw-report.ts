import type { Handover } from "#domain/handover.js";
import { draftOf } from "#handover/draft/draft-of.js";
import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import type { OutgoingHandover } from "#handover/exchange/known-handovers.js";
import { nextRevision } from "#handover/exchange/next-revision.js";
import { outgoingIn } from "#handover/exchange/outgoing.js";
import { Checkpointer } from "#journal/checkpointer.js";

/** A report that could be signed now. */
export interface DrawnReport {
  readonly handover: Handover;
  /** Why the revision before was refused; null where it was not. */
  readonly refused: string | null;
  /** What was handed over and has no answer yet, oldest first. */
  readonly waiting: readonly OutgoingHandover[];
  /** What is added to it is kept under this name: of a handover's revision, or of the shift that comes next. */
  readonly keptAs: string;
}

/**
 * The next revision of what was questioned or refused, else the report of a new shift. A checkpoint of all that is in it is signed
 * before. Throws what `draftOf` throws, and the errors of signing.
 *
 * @param from where a new shift begins, whatever there is to revise; null where nobody has said so
 */
export async function drawReport(
  { journal, operator }: Pick<Exchange, "journal" | "operator">,
  from: number | null = null,
): Promise<DrawnReport> {
  const { layout, signer } = journal;
  const { size } = await new Checkpointer(journal).sign();
  const drawing = { operator, key: signer.fingerprint, until: size - 1 };
  const known = outgoingIn(await entriesOfHandovers(layout), layout);
  const waiting = known.filter(({ state, isReplaced }) => state === "waiting" && !isReplaced);
  const next = from === null ? await nextRevision(layout, drawing) : null;
  if (next !== null) {
    const { handover, answer } = next;
    const refused = answer.decision === "refused" ? answer.reason : null;
    return { handover, refused, waiting, keptAs: `${handover.id} ${handover.revision}` };
  }
  const handover = await draftOf(layout, { ...drawing, ...(from === null ? {} : { from }) });
  // A revision ends no shift: what was added to the next one meanwhile is still its.
  const before = known.findLast(({ revision }) => revision === 1)?.seq ?? null;
  return { handover, refused: null, waiting, keptAs: `next ${before}` };
}
