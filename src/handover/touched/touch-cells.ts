import { operationCells } from "#handover/document/operation-cells.js";
import { reportedOperation } from "#handover/draft/reported-operation.js";
import type { Touch } from "#handover/touched/touched-machine.js";
import { whoCell } from "#listings/entry-cells.js";
import type { Catalogue } from "#messages/catalogue.js";

/** What `shoseki replay` takes to show a moment: its word, and its `--at`. */
interface ReplayWords {
  readonly word: string;
  readonly at: string | null;
}

/** To show the moment of a touch; null where that was not recorded. */
export function replayWords({ seen, isOwn }: Pick<Touch, "seen" | "isOwn">): ReplayWords | null {
  if (seen?.cast === undefined) return null;
  // An entry is named by its seq in one's own journal only.
  return isOwn ? { word: String(seen.seq), at: null } : { word: seen.cast.file, at: `#${seen.seq}` };
}

/** What is said of a touch, by column. */
export function touchCells(touch: Touch, catalogue: Catalogue) {
  const { entry, time, operation, target, change, result, why } = operationCells(
    reportedOperation(touch.standing),
    catalogue,
  );
  return { entry, time, operation, target, change, result, why, watch: watchCell(touch) };
}

/** To be pasted: where a word begins with `#`, a shell takes the rest of the line for a comment. */
function watchCell(touch: Touch): string {
  const words = replayWords(touch);
  if (words === null) return "";
  const { word, at } = words;
  return at === null ? `replay ${word}` : `replay ${word} --at=${at}`;
}

/** Whose session it was, where, and of which journal. */
export function touchHeading({ standing, journal, isOwn }: Touch, { touched }: Catalogue): string {
  const { USR, HST } = standing.intent ?? standing.last;
  return touched.heading({
    who: whoCell(USR),
    endpoint: HST.endpoint,
    session: USR.session,
    journal: isOwn ? null : journal,
  });
}
