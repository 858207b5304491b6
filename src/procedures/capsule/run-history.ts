import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { Layout } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";
import { readKeys } from "#journal/read-epochs.js";
import { entriesOfRun } from "#journal/runs.js";
import { wholeEntry } from "#journal/whole-entry.js";
import { isTakeOver, takenIn } from "#procedures/capsule/chain.js";
import { type Capsule, journalOf } from "#procedures/capsule/check-capsule.js";
import { keptFile } from "#procedures/capsule/kept-capsule.js";
import { type CapsuleRead, readCapsule } from "#procedures/capsule/read-capsule.js";

/**
 * Everything that was recorded of a run, in the order in which it was: what is in this journal, and before each
 * `TakeOverRun` what the capsules had that it was taken over in. Long texts are whole. Throws `JOURNAL_DAMAGED`,
 * `CAPSULE_INVALID`.
 */
export async function historyOfRun(layout: Layout, run: string): Promise<readonly Entry[]> {
  const lines = await entriesOfRun(layout, run);
  const history = new History(keptCapsules(layout, run, takenIn(lines.map(({ entry }) => entry))));
  const journal = journalOf(readKeys(layout).at(0));
  for (const { bytes, entry } of lines) history.add(journal, hashOf(bytes), wholeEntry(layout, entry));
  return history.entries;
}

/** The same of a capsule that was not taken over yet. */
export function historyIn(capsule: CapsuleRead): readonly Entry[] {
  const history = new History(byHash([capsule, ...capsule.earlier]));
  history.addCapsule(capsule);
  return history.entries;
}

/** All that these name, and what those name. The newest has most of the others: what is there is not read twice. */
function keptCapsules(layout: Layout, run: string, names: readonly string[]): ReadonlyMap<string, Capsule> {
  const capsules = new Map<string, Capsule>();
  for (const sha256 of names.toReversed()) {
    if (capsules.has(sha256)) continue;
    const path = `blobs/${sha256}`;
    const capsule = readCapsule(keptFile(layout, sha256), { path });
    if (capsule.run !== run)
      throw failure("JOURNAL_DAMAGED", { where: path, problem: "it is of another run" });
    for (const [hash, each] of byHash([capsule, ...capsule.earlier])) capsules.set(hash, each);
  }
  return capsules;
}

function byHash(capsules: readonly Capsule[]): ReadonlyMap<string, Capsule> {
  return new Map(capsules.map((capsule) => [capsule.sha256, capsule]));
}

/** A run that was handed to and fro is in several capsules: each of its entries is there once. */
class History {
  readonly #capsules: ReadonlyMap<string, Capsule>;
  readonly #added = new Set<string>();
  readonly #known = new Set<string>();
  readonly #entries: { readonly journal: string; readonly entry: Entry }[] = [];

  constructor(capsules: ReadonlyMap<string, Capsule>) {
    this.#capsules = capsules;
  }

  get entries(): readonly Entry[] {
    return this.#entries.map(({ entry }) => entry);
  }

  /** After what it was taken over in, where it takes the run over. */
  add(journal: string, hash: string, entry: Entry): void {
    if (isTakeOver(entry)) this.#addTaken(String(entry.AFT?.capsule));
    this.#put(this.#entries.length, { journal, hash, entry });
  }

  addCapsule(capsule: Capsule): void {
    const { journal, entries, lines, sha256, takenIn: names } = capsule;
    if (this.#added.has(sha256)) return;
    this.#added.add(sha256);
    const taken = entries.findIndex(isTakeOver);
    const first = entries[0];
    // What the journal went on with before the run came back belongs behind its own earlier part, as it has it itself.
    const before = first?.OPR === "BeginRun" ? 0 : taken;
    if (before > 0 && names[0] !== undefined) this.#addTaken(names[0]);
    for (const [index, entry] of entries.entries()) {
      const hash = hashOf(lines[index]?.bytes ?? Buffer.of());
      if (index < before) this.#put(this.#endOf(journal), { journal, hash, entry });
      else this.add(journal, hash, entry);
    }
  }

  #addTaken(sha256: string): void {
    const capsule = this.#capsules.get(sha256);
    if (capsule !== undefined) this.addCapsule(capsule);
  }

  #put(at: number, { journal, hash, entry }: { journal: string; hash: string; entry: Entry }): void {
    if (this.#known.has(hash)) return;
    this.#known.add(hash);
    this.#entries.splice(at, 0, { journal, entry });
  }

  /** Behind the last entry of a journal. */
  #endOf(journal: string): number {
    return this.#entries.findLastIndex((each) => each.journal === journal) + 1;
  }
}
