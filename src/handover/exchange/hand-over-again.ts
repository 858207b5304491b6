import { resolve } from "node:path";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { writeAnswer } from "#handover/exchange/answer-handover.js";
import { DECISION_OF } from "#handover/exchange/decision-events.js";
import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { handoverIn } from "#handover/exchange/handover-in.js";
import { writeCapsule } from "#handover/exchange/write-capsule.js";
import { fileOfHandover } from "#handover/name-of-handover.js";

/** A file that was made again of the journal. */
export interface MadeAgain {
  /** What the journal has it in: a `HandOver`, or the answer to one. */
  readonly entry: Entry;
  readonly path: string;
}

/** Which file is made again. */
export interface Wanted {
  /** A handover's id, or the beginning or end of one; null for the newest that was handed over or answered. */
  readonly id: string | null;
  /** Null: in the working directory, by its usual name. */
  readonly path: string | null;
}

/**
 * Writes the file of what was handed over, or answered, last, as it was: of a program that died before it had written it, or
 * for who has lost it. Throws `HANDOVER_UNKNOWN`, `HANDOVER_NOT_WRITTEN`, `JOURNAL_DAMAGED`, and the errors of signing.
 */
export async function handOverAgain(exchange: Exchange, { id, path }: Wanted): Promise<MadeAgain> {
  const { layout } = exchange.journal;
  const all = (await entriesOfHandovers(layout)).filter(
    ({ OPR }) => OPR === "HandOver" || DECISION_OF.has(OPR),
  );
  const entry = all.findLast(({ TGT }) => id === null || isNamed(TGT.id ?? "", id.toLowerCase()));
  const handover = entry === undefined ? null : await handoverIn(layout, entry.seq);
  if (entry === undefined || handover === null) {
    const nearest = [...new Set(all.map(({ TGT }) => TGT.id ?? ""))];
    throw failure("HANDOVER_UNKNOWN", { handover: id ?? "", nearest });
  }
  if (entry.OPR === "HandOver") {
    const written = await writeCapsule(exchange, entry, path ?? resolve(fileOfHandover(handover)));
    return { entry, path: written.path };
  }
  const to = writeAnswer(exchange, entry, path ?? { beside: resolve(fileOfHandover(handover)) });
  return { entry, path: to };
}

function isNamed(id: string, word: string): boolean {
  return word !== "" && (id.startsWith(word) || id.endsWith(word));
}
