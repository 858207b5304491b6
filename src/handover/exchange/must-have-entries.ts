import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";

/** A shift without any entry is neither handed over nor packed: nothing could be proved of it. Throws `HANDOVER_EMPTY`. */
export function mustHaveEntries({ shift: { firstSeq, lastSeq } }: Pick<Handover, "shift">): void {
  if (lastSeq < firstSeq) throw failure("HANDOVER_EMPTY", { firstSeq });
}
