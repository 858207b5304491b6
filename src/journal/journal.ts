import { v7 as uuidv7 } from "uuid";
import type { Entry, EntryDraft, KeyRecord } from "#domain/entry.js";
import { failure, ShosekiError } from "#domain/errors.js";
import { makeDirectory } from "#files/directories.js";
import { readAllowedSigners, writeAllowedSigners } from "#journal/allowed-signers.js";
import { readFounding } from "#journal/founding.js";
import { type Layout, layoutOf, makeDirectories, segmentAt } from "#journal/layout.js";
import { encodeLine, entryBytes, type Line } from "#journal/line.js";
import { Lock } from "#journal/lock.js";
import { holdSession, type SessionLock } from "#journal/session-locks.js";
import { type Signer, verifierOf } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { Tail } from "#journal/tail.js";

/** A new segment is begun once the last has this size. */
const SEGMENT_BYTES = 32 * 1024 * 1024;

export interface JournalOptions {
  readonly directory: string;
  readonly signer: Signer;
  /** The first entry of a new journal: it introduces the key. */
  readonly founding: (key: string) => EntryDraft & { readonly key: KeyRecord };
  /** What to write when a torn tail was found and moved to `file`. */
  readonly torn: (file: string) => EntryDraft;
  readonly segmentBytes?: number;
}

/**
 * The signed log, open for appending. What `append` returns is on the disk. Several processes of one user may have the
 * same journal open. Once the disk has failed to make a line durable, this journal takes no more.
 */
export class Journal {
  readonly layout: Layout;
  readonly #options: JournalOptions;
  readonly #lock: Lock;
  readonly #tail: Tail;
  readonly #listeners = new Set<(line: Line) => void>();
  readonly #untold: Line[] = [];
  #verifies: ReturnType<typeof verifierOf> | null = null;
  #failed: ShosekiError | null = null;

  private constructor(options: JournalOptions, layout: Layout, lock: Lock, tail: Tail) {
    this.#options = options;
    this.layout = layout;
    this.#lock = lock;
    this.#tail = tail;
  }

  /** Opens a journal, or founds one. Errors: `JOURNAL_UNWRITABLE`, `JOURNAL_LOCKED`, `JOURNAL_DAMAGED`, `KEY_MISSING`. */
  static open(options: JournalOptions): Journal {
    const layout = layoutOf(options.directory);
    return explained(options.directory, () => {
      makeDirectories(layout);
      const lock = new Lock(layout.lock, layout.directory);
      try {
        return lock.hold(() => Journal.#begun(options, layout, lock));
      } catch (error) {
        lock.close();
        throw error;
      }
    });
  }

  /**
   * Numbers, chains, signs and writes an entry, and answers it once it is durable. With `unless`, nothing is written,
   * and null is answered, when it holds of a line that other processes have added since the last append.
   * Errors: `JOURNAL_UNWRITABLE` (nothing was written), `JOURNAL_FAILED` (nobody knows; final), `ENTRY_TOO_LARGE`.
   */
  append(draft: EntryDraft): Line;
  append(draft: EntryDraft, unless: (added: Entry) => boolean): Line | null;
  append(draft: EntryDraft, unless?: (added: Entry) => boolean): Line | null {
    if (this.#failed !== null) throw this.#failed;
    try {
      return explained(this.layout.directory, () =>
        this.#lock.hold(() => {
          const added = this.#takeIn();
          if (unless !== undefined && added.some(({ entry }) => unless(entry))) return null;
          return this.#write(draft);
        }),
      );
    } finally {
      this.#tell();
    }
  }

  /** Takes in what other processes have appended, so that listeners are told of it now and not at the next append. */
  refresh(): void {
    if (this.#failed !== null) return;
    try {
      explained(this.layout.directory, () => this.#lock.hold(() => this.#takeIn()));
    } finally {
      this.#tell();
    }
  }

  /** Whether a line's signature is that of this journal's key over its entry. */
  isSigned(line: Line): boolean {
    this.#verifies ??= verifierOf(this.#options.signer.publicKey);
    return this.#verifies(entryBytes(line), line.signature);
  }

  /** Says that a session's writer is this process, until it is released or the process dies. */
  holdSession(session: string): SessionLock {
    return explained(this.layout.directory, () => {
      makeDirectory(this.layout.sessions);
      return holdSession(this.layout, session);
    });
  }

  /** Calls `listener` for every line that this process appends or takes in. Answers how to stop it. */
  subscribe(listener: (line: Line) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#tail.close();
    this.#lock.close();
  }

  static #begun(options: JournalOptions, layout: Layout, lock: Lock): Journal {
    const tail = new Tail(layout, options.segmentBytes ?? SEGMENT_BYTES);
    try {
      const journal = new Journal(options, layout, lock, tail);
      journal.#begin();
      // Nobody can have subscribed yet.
      journal.#tell();
      return journal;
    } catch (error) {
      tail.close();
      throw error;
    }
  }

  #begin(): void {
    const own = publicKeyLine(this.#options.signer.publicKey);
    // Before anything is touched: the journal of another key is left as it is, and its torn tail too.
    const known = readFounding(this.layout);
    if (known !== null && known.key?.public !== own) {
      throw failure("KEY_MISSING", { fingerprint: known.USR.key, path: this.layout.directory });
    }
    const { torn } = this.#tail.takeIn();
    if (this.#tail.head.nextSeq === 0) this.#write(this.#options.founding(own));
    const founding = known ?? readFounding(this.layout);
    if (founding === null) {
      const { name } = segmentAt(this.layout, 0);
      throw failure("JOURNAL_DAMAGED", { where: name, problem: "the journal's first entry is not there" });
    }
    if (readAllowedSigners(this.layout) === null) writeAllowedSigners(this.layout, [founding]);
    if (torn !== null) this.#write(this.#options.torn(torn));
  }

  #takeIn(): Line[] {
    const { lines, torn } = this.#tail.takeIn();
    this.#untold.push(...lines);
    if (torn !== null) this.#write(this.#options.torn(torn));
    return lines;
  }

  #write(draft: EntryDraft): Line {
    const { nextSeq, prev } = this.#tail.head;
    const entry: Entry = { ...draft, v: 1, seq: nextSeq, id: draft.id ?? uuidv7(), prev };
    const line = encodeLine(entry, this.#options.signer);
    const written = this.#tail.write(line);
    if (written !== "durable") throw this.#lost(written);
    this.#untold.push(line);
    return line;
  }

  #lost(written: { undone: Error } | { doubtful: Error }): ShosekiError {
    const { directory } = this.layout;
    if ("undone" in written) {
      return failure("JOURNAL_UNWRITABLE", { directory, cause: written.undone.message }, written.undone);
    }
    this.#failed = failure(
      "JOURNAL_FAILED",
      { directory, cause: written.doubtful.message },
      written.doubtful,
    );
    return this.#failed;
  }

  /** Outside the lock: a listener may append, and what goes wrong in it has nothing to do with the journal. */
  #tell(): void {
    for (const line of this.#untold.splice(0)) {
      for (const listener of this.#listeners) listener(line);
    }
  }
}

function explained<T>(directory: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ShosekiError || error instanceof TypeError) throw error;
    throw failure("JOURNAL_UNWRITABLE", { directory, cause: (error as Error).message }, error);
  }
}
