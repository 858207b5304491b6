import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { Checkpointer } from "#journal/checkpointer.js";
import type { Journal } from "#journal/journal.js";
import { entriesOfRun } from "#journal/runs.js";
import { capsuleOf } from "#procedures/capsule/capsule-of.js";
import { nameOfCapsule } from "#procedures/capsule/chain.js";
import { mustBeAtRest } from "#procedures/capsule/may-be-handed-over.js";
import type { RunEvent } from "#session/run-event.js";

export interface HandedOver {
  /** The `HandOverRun`. */
  readonly entry: Entry;
  /** How many entries of this journal are in the capsule, or in those that it came in. */
  readonly count: number;
}

/** Where a run is handed over to. */
export interface HandingOver {
  /** Puts the capsule in its place, durably, or throws. */
  write(bytes: Buffer): void;
  /** Takes it away again. */
  discard(): void;
  /** Appends an event, unless this holds of what others have added since the last append; null then. */
  record(event: RunEvent, unless: (added: Entry) => boolean): Entry | null;
}

/**
 * Makes the capsule of a run, and records that it was handed over once it is where it belongs: from then on it is not gone
 * on with here. Throws `RUN_UNKNOWN`, `RUN_OVER`, `RUN_HANDED_OVER`, `RUN_HELD` (also when somebody has gone on with it
 * meanwhile), `CAPSULE_TOO_LARGE`, what `write` throws, and the errors of signing; it was not handed over then.
 */
export async function handOver(
  journal: Journal,
  run: string,
  { write, discard, record }: HandingOver,
): Promise<HandedOver> {
  const { layout, signer } = journal;
  const checkpoint = await new Checkpointer(journal).sign();
  const lines = (await entriesOfRun(layout, run)).filter(({ entry }) => entry.seq < checkpoint.size);
  const entries = lines.map(({ entry }) => entry);
  mustBeAtRest(layout, run, entries);
  const bytes = await capsuleOf(journal, checkpoint, run);
  write(bytes);
  const title = entries.find(({ phase }) => phase === "procedure")?.TGT.name ?? "";
  const after = {
    capsule: nameOfCapsule(bytes),
    origin: checkpoint.origin,
    treeSize: checkpoint.size,
    rootHash: checkpoint.root.toString("base64"),
    key: signer.fingerprint,
  };
  let other: Entry | null = null;
  try {
    const entry = record({ OPR: "HandOverRun", run: { id: run }, title, after }, (added) => {
      if (added.run?.id === run) other ??= added;
      return other !== null;
    });
    if (entry !== null) return { entry, count: entries.length };
  } catch (error) {
    discard();
    throw error;
  }
  discard();
  const held: Entry | null = other as Entry | null;
  throw failure("RUN_HELD", { run, console: held?.USR.console ?? "" });
}
