import type { Entry } from "#domain/entry.js";
import type { HandoverEventName } from "#domain/handover.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Journal } from "#journal/journal.js";
import type { Layout } from "#journal/layout.js";

/** How long an acceptance or a waiver counts: a shift is no longer than a day. In milliseconds. */
export const RELEASED_MS = 86_400_000;

/** How far a clock may have been ahead when it was written: what lies further in the future releases nothing. In milliseconds. */
export const AHEAD_MS = 300_000;

/**
 * What decides whether a console that waits for a handover is held, the newest of them alone: the shift before was accepted, or
 * waived; one's own was handed over; or that was refused or questioned, and stays where it was.
 */
const DECIDING: Readonly<Partial<Record<string, "hold" | "release">>> = {
  AcceptHandover: "release",
  WaiveHandover: "release",
  HandOver: "hold",
  AnswerHandover: "release",
} satisfies Partial<Record<HandoverEventName, "hold" | "release">>;

/** Whether what is changed waits for a handover, as the journal says it at any time: it follows what this process writes and takes in. */
export class HandoverHold {
  readonly #stop: () => void;
  #deciding: Entry | null = null;

  private constructor(journal: Journal) {
    this.#stop = journal.subscribe(({ entry }) => this.#add(entry));
  }

  /** Throws `JOURNAL_DAMAGED`. */
  static async follow(journal: Journal): Promise<HandoverHold> {
    // First, so that nothing is missed that is written meanwhile.
    const hold = new HandoverHold(journal);
    try {
      hold.#add(await newestDeciding(journal.layout));
      return hold;
    } catch (error) {
      hold.close();
      throw error;
    }
  }

  get isHeld(): boolean {
    if (this.#deciding === null || DECIDING[this.#deciding.OPR] !== "release") return true;
    const age = Date.now() - Date.parse(this.#deciding.STR);
    return age > RELEASED_MS || age < -AHEAD_MS;
  }

  close(): void {
    this.#stop();
  }

  #add(entry: Entry | null): void {
    if (entry === null || !isDeciding(entry)) return;
    if (this.#deciding === null || entry.seq > this.#deciding.seq) this.#deciding = entry;
  }
}

async function newestDeciding(layout: Layout): Promise<Entry | null> {
  let newest: Entry | null = null;
  for await (const { entry } of findLines(layout, { phase: (phase) => phase === "handover" })) {
    if (isDeciding(entry)) newest = entry;
  }
  return newest;
}

/** The acceptance of one's own shift leaves everything as it is. */
function isDeciding({ phase, OPR, AFT }: Entry): boolean {
  return phase === "handover" && DECIDING[OPR] !== undefined && AFT?.decision !== "accepted";
}
