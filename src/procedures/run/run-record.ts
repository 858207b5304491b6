import type { Entry } from "#domain/entry.js";
import type { RunEnd, RunEventName, StepEnd } from "#domain/run.js";
import { type Deed, isBound } from "#procedures/run/deeds.js";
import { keyOf } from "#procedures/run/turns.js";

/** What the journal has of a turn, or of its undoing. */
export interface TurnRecord {
  /** Its newest BeginStep. */
  readonly begun: Entry | null;
  /** Its place among the run's entries; -1 for none. So are the two below. */
  readonly begunAt: number;
  /** The platform ids that it is about, as they were frozen. */
  readonly targets: readonly string[];
  readonly deeds: readonly Deed[];
  readonly checks: readonly Entry[];
  /** The newest Answer to what it has asked; null once it has ended, or is tried again. */
  readonly answered: Entry | null;
  /** Whether something was done by hand, as the operator has said. */
  readonly isDoneByHand: boolean;
  /** Its EndStep; null once it has been begun again. */
  readonly end: Entry | null;
  readonly endedAt: number;
  /** Where its newest RetryStep is. */
  readonly retriedAt: number;
}

const NOTHING: TurnRecord = {
  begun: null,
  begunAt: -1,
  targets: [],
  deeds: [],
  checks: [],
  answered: null,
  isDoneByHand: false,
  end: null,
  endedAt: -1,
  retriedAt: -1,
};

/** An approval that was asked for, and whether it was given. */
export interface Asked {
  readonly request: Entry;
  /** The newest that was accepted. */
  readonly approved: Entry | null;
}

/**
 * A run as the journal has it: everything is worked out of its entries, so that what is gone on from after a crash is what
 * was gone on from without.
 */
export class RunRecord {
  readonly id: string;
  readonly #turns = new Map<string, TurnRecord>();
  readonly #undone = new Map<string, TurnRecord>();
  readonly #keys = new Map<string, { readonly key: string; readonly undo: boolean }>();
  readonly #asked: Asked[] = [];
  readonly #entries: Entry[] = [];
  readonly #ids = new Set<string>();
  #begun: Entry | null = null;
  #handed: Entry | null = null;
  #taken: Entry | null = null;
  #backOut: Entry | null = null;
  #last: Entry | null = null;
  #stoppedAt = -1;

  constructor(id: string) {
    this.id = id;
  }

  static of(id: string, entries: Iterable<Entry>): RunRecord {
    const record = new RunRecord(id);
    for (const entry of entries) record.add(entry);
    return record;
  }

  /** Takes in an entry that is of this run, in the journal's order; passes over others, and over what it has already. */
  add(entry: Entry): void {
    const mark = entry.run;
    const answered = entry.ref === undefined ? undefined : this.#keys.get(entry.ref);
    if ((mark?.id !== this.id && answered === undefined) || this.#ids.has(entry.id)) return;
    this.#ids.add(entry.id);
    this.#entries.push(entry);
    if (entry.phase === "intent" && mark?.step !== undefined) this.#intent(entry, keyOf(mark), mark.undo);
    else if (entry.phase === "outcome" || entry.phase === "recovery") this.#word(entry);
    else if (entry.phase === "procedure") this.#event(entry);
  }

  /** All of them, in order. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Its BeginRun. */
  get begun(): Entry | null {
    return this.#begun;
  }

  /** The newest entry that says where the whole run stands. */
  get last(): Entry | null {
    return this.#last;
  }

  /** The HandOverRun after which nothing of it is done in this journal. */
  get handedOver(): Entry | null {
    return this.#handed;
  }

  /** The newest entry by which somebody has begun it, gone on with it or given it away; null before the first. */
  get taken(): Entry | null {
    return this.#taken;
  }

  /** The BackOut; null while what was done is not undone. */
  get backOut(): Entry | null {
    return this.#backOut;
  }

  get isPaused(): boolean {
    return this.#last?.OPR === "PauseRun";
  }

  /** How it has ended; null while it has not. */
  get end(): RunEnd | null {
    return this.#last?.OPR === "EndRun" ? (this.#last.AFT?.state as RunEnd) : null;
  }

  /** The place among its entries of the newest EndRun; -1 for none. */
  get stoppedAt(): number {
    return this.#stoppedAt;
  }

  get asked(): readonly Asked[] {
    return this.#asked;
  }

  turn(key: string): TurnRecord {
    return this.#turns.get(key) ?? NOTHING;
  }

  /** What undoes a turn. */
  undoing(key: string): TurnRecord {
    return this.#undone.get(key) ?? NOTHING;
  }

  /**
   * When each step ended that was done, or was left out: what waits for it goes on then. The last of them for one in a loop; by
   * its id. RFC 3339.
   */
  doneAt(): ReadonlyMap<string, string> {
    const times = new Map<string, string>();
    for (const { OPR, AFT, END, run } of this.#entries) {
      if (OPR !== "EndStep" || run?.step === undefined || run.undo === true || END === undefined) continue;
      if (AFT?.state === "done" || AFT?.state === "skipped") times.set(run.step, END);
    }
    return times;
  }

  #intent(entry: Entry, key: string, undo = false): void {
    this.#keys.set(entry.id, { key, undo });
    this.#change(key, undo, ({ deeds }) => ({
      deeds: [...deeds, { intent: entry, last: null, order: this.#entries.length }],
    }));
  }

  #word(entry: Entry): void {
    const of = this.#keys.get(entry.ref ?? "");
    if (of === undefined) return;
    this.#change(of.key, of.undo, ({ deeds }) => ({
      deeds: deeds.map((deed) => (deed.intent.id === entry.ref ? { ...deed, last: entry } : deed)),
    }));
  }

  #event(entry: Entry): void {
    const { run, AFT } = entry;
    const name = entry.OPR as RunEventName;
    const whole = OF_THE_WHOLE.has(name);
    if (whole) this.#last = entry;
    if (TAKING.has(name)) this.#taken = entry;
    if (name === "BeginRun") this.#begun = entry;
    else if (name === "EndRun") this.#stoppedAt = this.#entries.length;
    else if (name === "HandOverRun") this.#handed = entry;
    // Whoever goes on with it in this journal has it here again.
    else if (name === "TakeOverRun" || name === "ResumeRun") this.#handed = null;
    else if (name === "BackOut") this.#backOut = entry;
    else if (name === "RequestApproval") this.#asked.push({ request: entry, approved: null });
    else if (name === "Approve") this.#approve(entry);
    if (run?.step === undefined) return;
    const key = keyOf(run);
    const undo = run.undo === true;
    if (name === "BeginStep") {
      const targets = JSON.parse(String(AFT?.targets ?? "[]")) as readonly string[];
      this.#change(key, undo, (was) => ({
        begun: entry,
        begunAt: this.#entries.length,
        // What was begun and of which nothing was done is begun anew, for what it is about by then.
        targets: isBound(was.deeds) ? [...new Set([...was.targets, ...targets])] : targets,
        end: null,
      }));
    } else if (name === "Check") {
      this.#change(key, undo, ({ checks }) => ({ checks: [...checks, entry] }));
    } else if (name === "EndStep") {
      this.#change(key, undo, () => ({ answered: null, end: entry, endedAt: this.#entries.length }));
    } else if (name === "Answer") {
      this.#change(key, undo, ({ isDoneByHand }) => ({
        answered: entry,
        isDoneByHand: isDoneByHand || AFT?.answer === "seen",
      }));
    } else if (name === "RetryStep") {
      this.#change(key, undo, () => ({
        answered: null,
        end: null,
        retriedAt: this.#entries.length,
      }));
    }
  }

  #approve(entry: Entry): void {
    if (entry.RST?.status !== "OK") return;
    const at = this.#asked.findIndex(({ request }) => request.id === entry.ref);
    const asked = this.#asked[at];
    if (asked !== undefined) this.#asked[at] = { ...asked, approved: entry };
  }

  #change(key: string, undo: boolean, change: (was: TurnRecord) => Partial<TurnRecord>): void {
    const turns = undo ? this.#undone : this.#turns;
    const was = turns.get(key) ?? NOTHING;
    turns.set(key, { ...was, ...change(was) });
  }
}

/** What says where the whole run stands. */
export const OF_THE_WHOLE: ReadonlySet<string> = new Set<RunEventName>([
  "BeginRun",
  "PauseRun",
  "ResumeRun",
  "BackOut",
  "HandOverRun",
  "TakeOverRun",
  "EndRun",
]);

/** By whom the run is carried on from then on. */
const TAKING: ReadonlySet<RunEventName> = new Set(["BeginRun", "ResumeRun", "HandOverRun", "TakeOverRun"]);

/** Ends after which it is not known to be done: somebody has to say what comes of it. */
export const BAD_ENDS: ReadonlySet<StepEnd> = new Set(["failed", "uncertain", "undo-failed"]);

/** What became of a turn; null while nothing did. */
export function endOf({ end }: TurnRecord): StepEnd | null {
  return end === null ? null : (end.AFT?.state as StepEnd);
}
