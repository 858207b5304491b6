import { SharedParts } from "#console/store/shared-parts.js";
import type { Entry } from "#domain/entry.js";

/** Entries that are kept to be looked at here; all of them are in the journal. */
const KEPT = 5_000;
/** And so many more, so that they need not be cut for each that comes. */
const SLACK = 500;

/** What of the journal is shown: words that an entry's operation, target or result must hold. */
export type AuditFilter = readonly string[];

/** The journal as it grows, newest last. What is looked at stays where it is; at the end, it follows. */
export class AuditModel {
  readonly #own = new Set<string>();
  readonly #signed = new Map<number, boolean | ((entry: Entry) => boolean)>();
  readonly #parts = new SharedParts();
  #entries: Entry[] = [];
  #shown: readonly Entry[] | null = null;
  #filter: AuditFilter = [];
  #cursor: number | null = null;

  /** @param check whether its signature is good: asked when it is first shown, as it takes a tenth of a millisecond */
  add(entry: Entry, check: (entry: Entry) => boolean): void {
    this.#signed.set(entry.seq, check);
    this.#entries.push(this.#parts.shared(entry));
    if (this.#entries.length > KEPT + SLACK) this.#forget();
    this.#shown = null;
  }

  /** Says that this console has written an entry: what others wrote into the same journal is shown as theirs. */
  ownSession(session: string): void {
    this.#own.add(session);
  }

  /** Whether an entry's signature has been checked here, and is good. */
  isSigned(entry: Entry): boolean {
    const known = this.#signed.get(entry.seq);
    const signed = typeof known === "function" ? known(entry) : known === true;
    this.#signed.set(entry.seq, signed);
    return signed;
  }

  isOwn({ USR }: Entry): boolean {
    return this.#own.has(USR.session);
  }

  get entries(): readonly Entry[] {
    this.#shown ??=
      this.#filter.length === 0 ? this.#entries : this.#entries.filter((entry) => this.#passes(entry));
    return this.#shown;
  }

  get total(): number {
    return this.#entries.length;
  }

  /** How many rows were seen last: what a page is. */
  page = 1;

  get filtering(): boolean {
    return this.#filter.length > 0;
  }

  /** Back to the end, where what is new appears. */
  follow(): void {
    this.#cursor = null;
  }

  get filter(): AuditFilter {
    return this.#filter;
  }

  filterBy(text: string): void {
    this.#filter = text.toLowerCase().split(/\s+/u).filter(Boolean);
    this.#shown = null;
  }

  /** Null while it follows what is new. */
  get cursor(): number | null {
    return this.#cursor;
  }

  /** The entry that is pointed at: the newest, while it follows. */
  get selected(): Entry | null {
    return this.entries[this.index] ?? null;
  }

  get index(): number {
    const { entries } = this;
    if (this.#cursor === null) return entries.length - 1;
    const found = entries.findLastIndex(({ seq }) => seq <= (this.#cursor ?? 0));
    return Math.max(0, found);
  }

  move(rows: number): void {
    const { entries } = this;
    const index = Math.min(Math.max(0, this.index + rows), entries.length - 1);
    this.#cursor = index >= entries.length - 1 ? null : (entries[index]?.seq ?? null);
  }

  bySeq(seq: number): Entry | null {
    return this.#entries.find((entry) => entry.seq === seq) ?? null;
  }

  /** What completed an intent: its recovery or outcome, the newest; another entry itself. */
  completing(entry: Entry): Entry {
    if (entry.phase !== "intent") return entry;
    return this.#entries.findLast(({ ref }) => ref === entry.id) ?? entry;
  }

  intentOf({ ref }: Entry): Entry | null {
    return ref === undefined ? null : (this.#entries.find(({ id }) => id === ref) ?? null);
  }

  /**
   * What was done to an object, newest first: of every intent what completed it, where something has.
   *
   * @param endpoint the one on which the object has that id
   */
  historyOf(id: string, count: number, endpoint: string): readonly Entry[] {
    const completed = new Set<string>();
    const found: Entry[] = [];
    for (let at = this.#entries.length - 1; at >= 0 && found.length < count; at -= 1) {
      const entry = this.#entries[at];
      if (entry === undefined || (entry.TGT.id !== id && entry.AFT?.cloneId !== id)) continue;
      if (!isAt(entry, endpoint)) continue;
      if (entry.ref !== undefined) completed.add(entry.ref);
      if (entry.phase !== "intent" || !completed.has(entry.id)) found.push(entry);
    }
    return found;
  }

  /**
   * The newest outcome about a target that an `undo` could be meant for.
   *
   * @param endpoint the one on which the target has that id; null for any
   */
  lastOutcome(targetId: string | null, endpoint: string | null = null): Entry | null {
    const mine = this.#entries.filter(
      (entry) =>
        entry.phase === "outcome" &&
        entry.RST?.status === "OK" &&
        (entry.TGT.kind === "VirtualMachine" || entry.TGT.kind === "HostSystem") &&
        (targetId === null || entry.TGT.id === targetId) &&
        (endpoint === null || isAt(entry, endpoint)),
    );
    return mine.at(-1) ?? null;
  }

  #forget(): void {
    for (const { seq } of this.#entries.slice(0, -KEPT)) this.#signed.delete(seq);
    this.#entries = this.#entries.slice(-KEPT);
  }

  #passes({ OPR, TGT, RST, USR, phase }: Entry): boolean {
    const words = `${OPR} ${TGT.name} ${RST?.status ?? phase} ${RST?.code ?? ""} ${USR.name}`.toLowerCase();
    return this.#filter.every((word) =>
      word.startsWith("!") ? !words.includes(word.slice(1)) : words.includes(word),
    );
  }
}

/** Whether it is about something at an endpoint: what has come there from another one has the same id there. */
function isAt({ HST, AFT }: Entry, endpoint: string): boolean {
  return HST.endpoint === endpoint || AFT?.endpoint === endpoint;
}
