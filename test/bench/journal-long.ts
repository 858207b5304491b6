import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import type { EntryDraft } from "#domain/entry.js";
import { canonical } from "#journal/canonical.js";
import { type Layout, layoutOf, segmentAt } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";
import { type Checkpoint, signCheckpoint } from "#journal/note/checkpoint.js";
import { putInPlace } from "#journal/note/checkpoint-files.js";
import { loggedForm } from "#journal/note/checkpoint-log.js";
import type { Signer } from "#journal/signer.js";
import { Edge, type Tile } from "#journal/tree/edge.js";
import { leafHash } from "#journal/tree/hash.js";
import { writeTiles } from "#journal/tree/tile-files.js";
import { benchWho, operationDrafts } from "./journal-entries.js";
import { newSharedKey, ORIGIN, openBenchJournal, signerOfShared } from "./journal-place.js";

const SEGMENT_BYTES = 32 * 1024 * 1024;
const CHECKPOINT_EVERY = 1_000;
const SECONDS_APART = 20;
/** Lines are written to the disk in pieces of this size. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Makes a journal of so many entries, the first of which introduces its key: numbered, chained and signed, in segments,
 * with its tiles and a checkpoint at every thousand and at the end. Nothing is made durable on the way, and nothing read.
 */
export function makeLongJournal(directory: string, entries: number): { bytes: number; checkpoints: number } {
  const signer = signerOfShared(newSharedKey());
  openBenchJournal(directory, signer).close();
  const layout = layoutOf(directory);
  const first = readFileSync(segmentAt(layout, 0).path);
  const segments = new Segments(layout, first.length);
  const tree = new CheckpointedTree(layout, signer);
  let line: Buffer = first.subarray(0, -1);
  tree.add(line, entries === 1);
  const who = benchWho(signer.fingerprint);
  const begun = Date.now() - entries * SECONDS_APART * 500;
  for (let seq = 1; seq < entries; ) {
    const time = new Date(begun + seq * SECONDS_APART * 500);
    for (const draft of operationDrafts(who, (seq - 1) / 2, time).slice(0, entries - seq)) {
      line = lineOf(draft, seq, line, signer);
      segments.add(line, seq);
      seq += 1;
      tree.add(line, seq === entries);
    }
  }
  segments.close();
  return { bytes: segments.bytes, checkpoints: tree.finish() };
}

function lineOf(draft: EntryDraft, seq: number, before: Buffer, signer: Signer): Buffer {
  const text = canonical({ ...draft, v: 1, seq, prev: hashOf(before) });
  const signature = signer.sign(Buffer.from(text)).toString("base64");
  return Buffer.from(`{"e":${text},"s":"${signature}"}`);
}

/** Writes lines behind each other, as a journal divides them. */
class Segments {
  bytes: number;
  readonly #layout: Layout;
  #descriptor: number;
  #size: number;
  #lines: string[] = [];
  #pending = 0;

  /** @param size of what the first segment has already */
  constructor(layout: Layout, size: number) {
    this.#layout = layout;
    this.#descriptor = openSync(segmentAt(layout, 0).path, "a");
    this.#size = size;
    this.bytes = size;
  }

  add(line: Buffer, seq: number): void {
    if (this.#size >= SEGMENT_BYTES) {
      this.close();
      this.#descriptor = openSync(segmentAt(this.#layout, seq).path, "a", 0o600);
      this.#size = 0;
    }
    this.#lines.push(`${line}\n`);
    this.#pending += line.length + 1;
    this.#size += line.length + 1;
    this.bytes += line.length + 1;
    if (this.#pending >= PIECE_BYTES) this.#write();
  }

  close(): void {
    this.#write();
    closeSync(this.#descriptor);
  }

  #write(): void {
    writeSync(this.#descriptor, this.#lines.join(""));
    this.#lines = [];
    this.#pending = 0;
  }
}

/** The tree over the lines, and its checkpoints. */
class CheckpointedTree {
  readonly #layout: Layout;
  readonly #signer: Signer;
  readonly #edge = new Edge();
  readonly #full: Tile[] = [];
  readonly #checkpoints: Checkpoint[] = [];

  constructor(layout: Layout, signer: Signer) {
    this.#layout = layout;
    this.#signer = signer;
  }

  add(line: Buffer, isLast: boolean): void {
    this.#full.push(...this.#edge.append(leafHash(line)));
    const { size } = this.#edge;
    if (!isLast && size % CHECKPOINT_EVERY !== 0) return;
    this.#checkpoints.push(signCheckpoint({ origin: ORIGIN, size, root: this.#edge.root() }, this.#signer));
  }

  /** Writes tiles and checkpoints. Answers how many of these there are. */
  finish(): number {
    writeTiles(this.#layout.tiles, [...this.#full, ...this.#edge.tiles()]);
    writeFileSync(this.#layout.checkpointsLog, this.#checkpoints.map(loggedForm).join(""), { mode: 0o600 });
    const newest = this.#checkpoints.at(-1);
    if (newest !== undefined) putInPlace(this.#layout, newest);
    return this.#checkpoints.length;
  }
}
