import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, watch } from "node:fs";
import { join } from "node:path";
import type { Entry } from "#domain/entry.js";

/** The journal of a program that runs, read as it grows: what has been read is not read again. */
export class GrowingJournal {
  readonly #directory: string;
  readonly #entries: Entry[] = [];
  readonly #read = new Map<string, number>();
  readonly #patience: number;

  /** @param patience how long it waits, in milliseconds */
  constructor(journal: string, patience = 60_000) {
    this.#directory = join(journal, "entries");
    this.#patience = patience;
  }

  /** All whole lines that are there now. */
  get entries(): readonly Entry[] {
    if (!existsSync(this.#directory)) return this.#entries;
    const names = readdirSync(this.#directory).filter((name) => name.endsWith(".jsonl"));
    for (const name of names.sort()) this.#readOn(name);
    return this.#entries;
  }

  /** The number of the last entry; -1 in an empty journal. */
  get last(): number {
    return this.entries.at(-1)?.seq ?? -1;
  }

  /** Waits for what is made of the entries; null is "not yet". Throws, with the last entries, when patience ends. */
  async until<T>(what: string, look: (entries: readonly Entry[]) => T | null): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const lookAgain = () => {
      const found = look(this.entries);
      if (found !== null) resolve(found);
    };
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    const watcher = watch(this.#directory, lookAgain);
    const late = setTimeout(() => {
      reject(new Error(`waited ${this.#patience} ms for ${what}; the journal ends with\n${this.#tail()}`));
    }, this.#patience);
    try {
      lookAgain();
      return await promise;
    } finally {
      clearTimeout(late);
      watcher.close();
    }
  }

  /** The first entry after `seq` that is wanted, once it is there. */
  async after(seq: number, what: string, wanted: (entry: Entry) => boolean): Promise<Entry> {
    return await this.until(
      what,
      (entries) => entries.find((entry) => entry.seq > seq && wanted(entry)) ?? null,
    );
  }

  #readOn(name: string): void {
    const file = openSync(join(this.#directory, name), "r");
    try {
      const from = this.#read.get(name) ?? 0;
      const bytes = Buffer.alloc(fstatSync(file).size - from);
      readSync(file, bytes, 0, bytes.length, from);
      const end = bytes.lastIndexOf("\n") + 1;
      const lines = bytes.subarray(0, end).toString("utf8").split("\n").slice(0, -1);
      for (const line of lines) this.#entries.push((JSON.parse(line) as { e: Entry }).e);
      this.#read.set(name, from + end);
    } finally {
      closeSync(file);
    }
  }

  #tail(): string {
    return this.entries
      .slice(-12)
      .map(({ seq, phase, OPR, TGT, RST }) =>
        [`#${seq}`, phase, OPR, TGT.name, RST?.status, RST?.code].join(" "),
      )
      .join("\n");
  }
}
