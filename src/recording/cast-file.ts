import { createHash, type Hash } from "node:crypto";
import { closeSync, fdatasyncSync, ftruncateSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { CastChunk } from "#domain/recording.js";
import { makeDirectory, syncDirectory } from "#files/directories.js";
import type { Layout } from "#journal/layout.js";
import { readBetween } from "#journal/read-between.js";

/** What a recording leaves free on its disk, in bytes: the journal, on the same disk, needs it for what is under way. */
const LEFT_FREE = 1024 * 1024;
/** After so many bytes it is looked again whether that is there. */
const LOOK_BYTES = 32 * 1024;

/** A recording's file while it is written. What is written is there at once; it is durable once it is `settled`. */
export class CastFile {
  readonly name: string;
  readonly #directory: string;
  readonly #descriptor: number;
  /** Of the piece that no entry names yet; null where it is to be read again. */
  #hash: Hash | null = createHash("sha256");
  #size = 0;
  /** Where the piece begins that no entry names yet. */
  #from = 0;
  #looked = Number.NEGATIVE_INFINITY;
  /** The disk has not confirmed what it was given: it is not asked again whether it has it. */
  #isDoubtful = false;

  private constructor(name: string, directory: string, descriptor: number) {
    this.name = name;
    this.#directory = directory;
    this.#descriptor = descriptor;
  }

  /** A new file, 0600, whose name is durable. Throws the system's error. */
  static create({ casts }: Layout, name: string): CastFile {
    makeDirectory(casts);
    const descriptor = openSync(join(casts, name), "wx+", 0o600);
    try {
      syncDirectory(casts);
      return new CastFile(name, casts, descriptor);
    } catch (error) {
      closeSync(descriptor);
      rmSync(join(casts, name), { force: true });
      throw error;
    }
  }

  /** In bytes. */
  get size(): number {
    return this.#size;
  }

  /** How many of them no entry names yet. */
  get unsettled(): number {
    return this.#size - this.#from;
  }

  /** Writes whole lines at its end: all of them, or nothing and throws the system's error. */
  write(text: string): void {
    const bytes = Buffer.from(text);
    this.#mustHaveRoom(bytes.length);
    let written = 0;
    try {
      while (written < bytes.length)
        written += writeSync(this.#descriptor, bytes, written, bytes.length - written, this.#size + written);
    } catch (error) {
      if (written > 0) ftruncateSync(this.#descriptor, this.#size);
      throw error;
    }
    this.#hash?.update(bytes);
    this.#size += bytes.length;
  }

  /** The piece since the last one, durable, and taken to be named; null where there is none. Throws the system's error. */
  settled(): CastChunk | null {
    if (this.unsettled === 0) return null;
    this.#isDoubtful = true;
    fdatasyncSync(this.#descriptor);
    this.#isDoubtful = false;
    const [from, to] = [this.#from, this.#size];
    const hash = this.#hash ?? createHash("sha256").update(readBetween(this.#descriptor, from, to));
    this.#from = to;
    this.#hash = createHash("sha256");
    return { file: this.name, from, to, sha256: hash.digest("hex") };
  }

  /** The entry that was to name it is not there: what comes next begins with it. */
  unnamed({ from }: CastChunk): void {
    this.#from = from;
    this.#hash = null;
  }

  /** The last piece of one that cannot be gone on with; null where what is left was not to be had, and was cut off. */
  rest(): CastChunk | null {
    try {
      if (!this.#isDoubtful) return this.settled();
    } catch {
      // It is cut off.
    }
    this.#cut();
    return null;
  }

  /** There is to be nothing of it. */
  discard(): void {
    this.close();
    rmSync(join(this.#directory, this.name), { force: true });
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #cut(): void {
    try {
      ftruncateSync(this.#descriptor, this.#from);
      this.#size = this.#from;
    } catch {
      // Its end is longer than the entries say, and that is told of it.
    }
  }

  #mustHaveRoom(bytes: number): void {
    if (this.#size - this.#looked < LOOK_BYTES) return;
    this.#looked = this.#size;
    const { bavail, bsize } = statfsSync(this.#directory);
    if (bavail * bsize - bytes < LEFT_FREE)
      throw Object.assign(new Error("no space left on the disk but what the journal needs"), {
        code: "ENOSPC",
      });
  }
}
