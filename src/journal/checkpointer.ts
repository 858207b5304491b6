import { failure, ShosekiError } from "#domain/errors.js";
import { readFounding } from "#journal/founding.js";
import type { Journal } from "#journal/journal.js";
import { tryHold } from "#journal/lock.js";
import { linesUpTo } from "#journal/new-lines.js";
import { type Checkpoint, signCheckpoint } from "#journal/note/checkpoint.js";
import { newestCheckpoint, publishCheckpoint, putInPlace } from "#journal/note/checkpoint-files.js";
import { isSignedByEpoch } from "#journal/note/signed-by-epoch.js";
import { standingOf } from "#journal/note/signed-note.js";
import { keyId } from "#journal/note/verifier-key.js";
import { readKeys } from "#journal/read-epochs.js";
import type { Head } from "#journal/tail.js";
import { Edge, type Tile } from "#journal/tree/edge.js";
import { leafHash } from "#journal/tree/hash.js";
import { missingTiles, readEdge, tileFiles, writeTiles } from "#journal/tree/tile-files.js";

/** How long another process's checkpoint is waited for, and how often it is looked for, in milliseconds. */
const WAIT_MS = 10_000;
const LOOK_AGAIN_MS = 10;

/**
 * Signs checkpoints of a journal that is open, and keeps its tiles; off the append path, and one process at a time. A log
 * must never sign two trees of which one is not the beginning of the other: what is signed continues the newest
 * checkpoint, or nothing is signed.
 */
export class Checkpointer {
  readonly #journal: Journal;
  /** The tree as this process last left it. */
  #edge: Edge | null = null;
  #failed: ShosekiError | null = null;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /**
   * A checkpoint of all that is on the disk now: the newest one, or a new one. Errors: those of `Journal.append`;
   * `JOURNAL_DAMAGED` when the entries are not those that the newest checkpoint is of, and nothing is signed. Once the
   * disk has not confirmed something, this process signs no more: it may confirm it the next time without having it.
   */
  async sign(): Promise<Checkpoint> {
    if (this.#failed !== null) throw this.#failed;
    const { layout } = this.#journal;
    const held = await hold(layout.checkpointLock, layout.directory);
    try {
      return await this.#signNow(this.#journal.settle());
    } catch (error) {
      this.#edge = null;
      throw this.#said(error);
    } finally {
      held.release();
    }
  }

  #said(cause: unknown): unknown {
    if (cause instanceof ShosekiError) return cause;
    const { syscall, message } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) return cause;
    const { directory } = this.#journal.layout;
    const error = failure("JOURNAL_UNWRITABLE", { directory, cause: message }, cause);
    if (syscall === "fsync") this.#failed = error;
    return error;
  }

  async #signNow(head: Head): Promise<Checkpoint> {
    const { layout, signer } = this.#journal;
    const origin = readFounding(layout)?.key?.origin ?? "";
    const newest = newestCheckpoint(layout, origin);
    if (newest !== null) this.#mustBeOurs(newest, head);
    if (newest?.size === head.nextSeq) {
      putInPlace(layout, newest);
      return newest;
    }
    const edge = this.#continuing(newest) ?? (await this.#again(newest, head));
    await this.#grow(edge, head, head.nextSeq);
    writeTiles(layout.tiles, edge.tiles());
    const checkpoint = signCheckpoint({ origin, size: edge.size, root: edge.root() }, signer);
    publishCheckpoint(layout, checkpoint);
    this.#edge = edge;
    return checkpoint;
  }

  #mustBeOurs(newest: Checkpoint, head: Head): void {
    if (newest.size > head.nextSeq)
      throw damaged(`it is of ${newest.size} entries, and there are ${head.nextSeq}`);
    if (!this.#isOurs(newest)) throw damaged("it is not signed by the journal's key");
  }

  /** By our own key, mostly; where that is a new one, all of a long journal is read for the keys before it. */
  #isOurs(newest: Checkpoint): boolean {
    const { layout, signer } = this.#journal;
    const publicKey = Buffer.from(signer.publicKey);
    const own = { name: newest.origin, id: keyId(newest.origin, publicKey), publicKey };
    return standingOf(newest.note, own) === "signed" || isSignedByEpoch(newest, readKeys(layout));
  }

  /** The tree of the newest checkpoint, out of memory or of the tiles; null where these do not have it. */
  #continuing(newest: Checkpoint | null): Edge | null {
    if (newest === null) return null;
    const { size, root } = newest;
    const { tiles } = this.#journal.layout;
    if (this.#edge === null && missingTiles(tileFiles(tiles), size) !== null) return null;
    const edge = this.#edge?.size === size ? this.#edge : readEdge(tiles, size);
    return edge?.root().equals(root) === true ? edge : null;
  }

  /** The same tree out of the entries, when tiles are missing or are not of it. */
  async #again(newest: Checkpoint | null, head: Head): Promise<Edge> {
    const edge = new Edge();
    if (newest === null) return edge;
    await this.#grow(edge, head, newest.size);
    if (!edge.root().equals(newest.root)) throw damaged("the entries are not those that it was signed for");
    return edge;
  }

  /** Appends the entries up to a size, writing each tile that gets full. */
  async #grow(edge: Edge, head: Head, size: number): Promise<void> {
    if (edge.size === size) return;
    const { layout } = this.#journal;
    const full: Tile[] = [];
    for await (const line of linesUpTo(layout, edge.size, head)) {
      full.push(...edge.append(leafHash(line)));
      if (edge.size === size) break;
    }
    writeTiles(layout.tiles, full);
  }
}

function damaged(problem: string) {
  return failure("JOURNAL_DAMAGED", { where: "checkpoint", problem });
}

async function hold(path: string, directory: string): Promise<{ release(): void }> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const held = tryHold(path);
    if (held !== null) return held;
    if (performance.now() > until) throw failure("JOURNAL_LOCKED", { directory, seconds: WAIT_MS / 1000 });
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
