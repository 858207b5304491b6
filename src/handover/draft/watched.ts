import { AT_NEXT_BOOT } from "#domain/at-next-boot.js";
import type { Facts } from "#domain/entry.js";
import type { ReportedOperation } from "#domain/handover.js";
import { isOfOneDisk, type Observation } from "#handover/draft/observations.js";

export interface Difference {
  readonly before: Facts;
  readonly after: Facts;
  /** Of the last entry that made it so. */
  readonly seq: number;
}

/** A snapshot, and the entry that made it, or gave it up. */
interface NamedAt {
  readonly name: string;
  readonly seq: number;
}

/** A machine or a host over a shift: each fact of it as it was first and last read. */
export class Watched {
  /** Where it is now. */
  endpoint: string;
  /** By its newest name. */
  target: ReportedOperation["target"];
  /** Whether it was made in the shift, and by which entry; whether it is gone. */
  isMade = false;
  madeAt = 0;
  isGone = false;
  /** What it was when it was deleted. */
  deleted: Facts = {};
  /** Of the newest entry. */
  seq = 0;
  readonly #found = new Map<string, Facts[string]>();
  readonly #left = new Map<string, Facts[string]>();
  readonly #changedAt = new Map<string, number>();
  readonly #made: NamedAt[] = [];
  readonly #given: NamedAt[] = [];

  constructor({ endpoint, target }: Pick<Observation, "endpoint" | "target">) {
    this.endpoint = endpoint;
    this.target = target;
  }

  /** What it is now. Where a disk is known by itself, what was read of all of them before says nothing any more. */
  get left(): Facts {
    const left = [...this.#left];
    const isToldApart = left.some(([key]) => isOfOneDisk(key));
    return Object.fromEntries(
      left.filter(
        ([key, value]) => !(isToldApart && OF_ALL_DISKS.has(key)) && !(WAITS.has(key) && value === null),
      ),
    );
  }

  see(seen: Observation): void {
    const { seq, target, before, after, isMade, isGone } = seen;
    this.seq = seq;
    this.endpoint = seen.movedTo ?? seen.endpoint;
    this.target = target;
    if (isMade) [this.isMade, this.madeAt] = [true, seq];
    this.isGone = isGone;
    if (isGone) this.deleted = before;
    // What it is before an operation was read, too: somebody else may have changed it meanwhile.
    for (const [key, value] of Object.entries(before)) if (!this.#found.has(key)) this.#found.set(key, value);
    for (const facts of [before, after]) {
      for (const [key, value] of Object.entries(facts)) this.#leave(key, value, seq);
      this.#endWaiting(facts, seq);
    }
    this.#seeSnapshots(seen);
  }

  /** What of it is not as it was found, of the facts with such names; what was never read before is not known to differ. */
  difference(isWanted: (key: string) => boolean): Difference {
    const keys = [...this.#found.keys()].filter(
      (key) => isWanted(key) && this.#left.has(key) && this.#found.get(key) !== this.#left.get(key),
    );
    const among = (facts: ReadonlyMap<string, Facts[string]>): Facts =>
      Object.fromEntries(keys.map((key) => [key, facts.get(key) ?? null]));
    const seq = Math.max(0, ...keys.map((key) => this.#changedAt.get(key) ?? 0));
    return { before: among(this.#found), after: among(this.#left), seq };
  }

  /** The snapshots that were given up, and those that are left behind: none of either where there are none. */
  snapshots(): readonly Difference[] {
    const given = named(this.#given, (snapshots) => ({ before: { snapshots }, after: { snapshots: null } }));
    const left = named(this.#made, (snapshots) => ({ before: { snapshots: null }, after: { snapshots } }));
    return [...given, ...left];
  }

  #leave(key: string, value: Facts[string], seq: number): void {
    if (this.#left.has(key) && this.#left.get(key) !== value) this.#changedAt.set(key, seq);
    this.#left.set(key, value);
  }

  /**
   * Nothing waits for a machine's next start any more once it is off, where it is configured to have what it then starts with, or is
   * read with what it runs with alone.
   */
  #endWaiting(facts: Facts, seq: number): void {
    const isOff = facts.power === "off";
    for (const [key, later] of Object.entries(AT_NEXT_BOOT)) {
      if (later in facts || !(isOff || key in facts)) continue;
      const waited = this.#left.get(later) ?? null;
      this.#left.delete(later);
      if (isOff && waited !== null && !(key in facts)) this.#leave(key, waited, seq);
    }
  }

  #seeSnapshots({ seq, snapshotMade, snapshotGone, snapshots }: Observation): void {
    if (snapshotMade !== null) this.#made.push({ name: snapshotMade, seq });
    if (snapshotGone !== null) {
      const at = this.#made.findLastIndex(({ name }) => name === snapshotGone);
      if (at < 0) this.#given.push({ name: snapshotGone, seq });
      else this.#made.splice(at, 1);
    }
    // Somebody else has given them up.
    if (snapshots === 0) this.#made.length = 0;
  }
}

function named(
  snapshots: readonly NamedAt[],
  sidesOf: (names: string) => Omit<Difference, "seq">,
): readonly Difference[] {
  const last = snapshots.at(-1);
  if (last === undefined) return [];
  return [{ ...sidesOf(snapshots.map(({ name }) => name).join(", ")), seq: last.seq }];
}

const WAITS: ReadonlySet<string> = new Set(Object.values(AT_NEXT_BOOT));
const OF_ALL_DISKS: ReadonlySet<string> = new Set(["disks", "diskMiB"]);
