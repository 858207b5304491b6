import type { Entry, EntryDraft, KeyRecord } from "#domain/entry.js";
import { failure, ShosekiError } from "#domain/errors.js";
import type { CastMark } from "#domain/recording.js";
import { makeDirectory } from "#files/directories.js";
import { introducedBy, readCurrentKey } from "#journal/current-key.js";
import type { EpochBook } from "#journal/epochs.js";
import { explained } from "#journal/explained.js";
import { readFounding } from "#journal/founding.js";
import { KeyFiles, writeKeyFiles } from "#journal/key-files.js";
import { type Layout, layoutOf, makeDirectories, segmentAt } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { Lock } from "#journal/lock.js";
import { newLine } from "#journal/new-line.js";
import { readEpochs } from "#journal/read-epochs.js";
import { deadSessions, holdSession, refuseOthers, type SessionLock } from "#journal/session-locks.js";
import { Signatures, type Signed } from "#journal/signatures.js";
import type { Signer } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { type Head, Tail } from "#journal/tail.js";

/** A new segment is begun once the last has this size. */
const SEGMENT_BYTES = 32 * 1024 * 1024;

export interface JournalOptions {
  readonly directory: string;
  /** Of the journal's current key: the one that signs its next entry. */
  readonly signer: Signer;
  /** The first entry of a new journal: it introduces the key. */
  readonly founding: (key: string) => EntryDraft & { readonly key: KeyRecord };
  /** What to write when a torn tail was found and moved to `file`. */
  readonly torn: (file: string) => EntryDraft;
  readonly segmentBytes?: number;
}

/**
 * The signed log, open for appending. What `append` returns is on the disk. Several processes of one user may have the
 * same journal open. Once the disk has failed to make something durable, or another key has taken over, this journal
 * takes no more.
 */
export class Journal {
  readonly layout: Layout;
  readonly #options: JournalOptions;
  readonly #lock: Lock;
  readonly #tail: Tail;
  readonly #listeners = new Set<(line: Line) => void>();
  readonly #untold: Line[] = [];
  #isTelling = false;
  readonly #signatures: Signatures;
  #keyFiles: KeyFiles | null = null;
  #castOf: () => CastMark | null = () => null;
  #failed: ShosekiError | null = null;
  /** Another key signs what comes next. What others append is still taken in. */
  #rotated: ShosekiError | null = null;
  /** The last entry that this journal's key signs, once another has taken over. */
  #lastOwn = 0;

  private constructor(options: JournalOptions, layout: Layout, lock: Lock, tail: Tail) {
    this.#options = options;
    this.layout = layout;
    this.#signatures = new Signatures(layout);
    this.#lock = lock;
    this.#tail = tail;
  }

  /**
   * Opens a journal, or founds one. Errors: `JOURNAL_UNWRITABLE`, `JOURNAL_FAILED`, `JOURNAL_LOCKED`, `JOURNAL_DAMAGED`,
   * `KEY_MISSING`.
   */
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
   * Errors: `JOURNAL_UNWRITABLE` (nothing was written), `JOURNAL_FAILED` (nobody knows; final), `KEY_ROTATED` (nothing
   * was written; final), `ENTRY_TOO_LARGE`.
   */
  append(draft: EntryDraft): Line;
  append(draft: EntryDraft, unless: (added: Entry) => boolean): Line | null;
  append(draft: EntryDraft, unless?: (added: Entry) => boolean): Line | null {
    return this.#locked(() => {
      const added = this.#takeIn();
      if (this.#rotated !== null) throw this.#rotated;
      if (unless !== undefined && added.some(({ entry }) => unless(entry))) return null;
      return this.#write(draft);
    });
  }

  /**
   * Ends the epoch of this journal's key: the draft's entry introduces the next one, is the last that this key signs,
   * and the last that this journal takes. Errors: those of `append`, and `JOURNAL_IN_USE` while the writer of another
   * session than the draft's is there.
   */
  rotate(draft: EntryDraft & { readonly key: KeyRecord }): Line {
    // Before the lock: a long journal takes seconds to read. What is added meanwhile is taken in under it.
    const book = this.#explained(() => readEpochs(this.layout));
    return this.#locked(() => this.#rotate(draft, book));
  }

  /** Throws `JOURNAL_IN_USE` while the writer of another session than this one is there. */
  mustBeUnused(session: string): void {
    this.#explained(() => this.#lock.hold(() => refuseOthers(this.layout, session)));
  }

  /**
   * Takes in what other processes have appended, so that listeners are told of it now and not at the next append.
   * Throws `KEY_ROTATED` once, when that is how it has become known.
   */
  refresh(): void {
    if (this.#failed !== null) return;
    const known = this.#rotated;
    this.#locked(() => this.#takeIn());
    if (this.#rotated !== known) throw this.#rotated;
  }

  /**
   * Takes in what others have added, and answers where the journal ends, once all of it is durable: its writer may not
   * have lived to make it so. Errors: those of `append`; `KEY_ROTATED` only once the next key has signed an entry.
   */
  settle(): Head {
    return this.#locked(() => {
      this.#takeIn();
      if (this.#rotated !== null && this.#tail.head.nextSeq > this.#lastOwn + 1) throw this.#rotated;
      const doubtful = this.#tail.confirm();
      if (doubtful !== null) throw this.#lost({ doubtful });
      return this.#tail.head;
    });
  }

  get signer(): Signer {
    return this.#options.signer;
  }

  /** Whether a line's signature over its entry is that of the key of its epoch. False where that cannot be read. */
  isSigned(line: Signed): boolean {
    return this.#signatures.isSigned(line);
  }

  /** Says that a session's writer is this process, until it is released or the process dies. */
  holdSession(session: string): SessionLock {
    return this.#explained(() => {
      makeDirectory(this.layout.sessions);
      // Under the lock: who looks at every session there must not meet one that is just being taken.
      return this.#lock.hold(() => holdSession(this.layout, session));
    });
  }

  /** The sessions whose writers are gone and have not said that they have ended, by their UUIDv7. */
  deadSessions(): readonly string[] {
    return this.#explained(() => this.#lock.hold(() => deadSessions(this.layout)));
  }

  /** Has every entry that is written from now on, those of recordings aside, say where in the recording that is. */
  markWith(castOf: () => CastMark | null): void {
    this.#castOf = castOf;
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
    const { signer } = this.#options;
    // Before anything is touched: the journal of another key is left as it is, and its torn tail too.
    const known = readFounding(this.layout);
    const current = readCurrentKey(this.layout);
    if (current !== null && current !== signer.fingerprint) {
      throw failure("KEY_MISSING", {
        fingerprint: current,
        path: this.layout.directory,
        keyring: "NOT_ASKED",
      });
    }
    const { lines, torn } = this.#tail.takeIn(() => true);
    const last = lines.at(-1) ?? this.#found();
    const founding = known ?? readFounding(this.layout);
    if (founding === null) {
      const { name } = segmentAt(this.layout, 0);
      throw failure("JOURNAL_DAMAGED", { where: name, problem: "the journal's first entry is not there" });
    }
    this.#keyFiles = KeyFiles.settled(this.layout, founding, last.entry);
    if (torn !== null) this.#write(this.#options.torn(torn));
  }

  #found(): Line {
    return this.#write(this.#options.founding(publicKeyLine(this.#options.signer.publicKey)));
  }

  #rotate(draft: EntryDraft & { readonly key: KeyRecord }, book: EpochBook): Line {
    this.#takeIn();
    if (this.#rotated !== null) throw this.#rotated;
    refuseOthers(this.layout, draft.USR.session);
    for (const { entry } of this.#untold) book.add(entry);
    const problem = book.problemOf({ ...draft, seq: this.#tail.head.nextSeq });
    if (problem !== null) throw new TypeError(`this key entry cannot be written: ${problem}`);
    const line = this.#write(draft);
    this.#learn([line]);
    book.add(line.entry);
    try {
      writeKeyFiles(this.layout, book.epochs());
    } catch {
      // The rotation is on the disk; the next opening writes the files that follow from it.
    }
    return line;
  }

  #takeIn(): Line[] {
    const { lines, torn } = this.#tail.takeIn((added) => {
      this.#learn(added);
      return this.#rotated === null;
    });
    this.#untold.push(...lines);
    if (this.#rotated === null) for (const { entry } of lines) this.#keyFiles?.noted(entry);
    if (torn !== null) this.#write(this.#options.torn(torn));
    return lines;
  }

  /** Takes note of a key that has taken over from this journal's. */
  #learn(lines: readonly Line[]): void {
    const own = Buffer.from(this.#options.signer.publicKey);
    for (const { entry } of lines) {
      const introduced = introducedBy(entry);
      if (introduced === null) continue;
      this.#signatures.learn(entry);
      if (!introduced.equals(own)) {
        if (this.#rotated === null) this.#lastOwn = entry.seq;
        this.#rotated ??= failure("KEY_ROTATED", { directory: this.layout.directory });
      }
    }
  }

  #write(draft: EntryDraft): Line {
    const line = newLine(this.layout, this.#tail.head, this.#marked(draft), this.#options.signer);
    const written = this.#tail.write(line);
    if (written !== "durable") throw this.#lost(written);
    this.#untold.push(line);
    this.#keyFiles?.noted(line.entry);
    return line;
  }

  /** What tells of a recording is not in it. */
  #marked(draft: EntryDraft): EntryDraft {
    const cast = draft.phase === "recording" ? null : this.#castOf();
    return cast === null ? draft : { ...draft, cast };
  }

  #lost(written: { undone: Error } | { doubtful: Error }): ShosekiError {
    const { directory } = this.layout;
    if ("undone" in written) {
      return failure("JOURNAL_UNWRITABLE", { directory, cause: written.undone.message }, written.undone);
    }
    return failure("JOURNAL_FAILED", { directory, cause: written.doubtful.message }, written.doubtful);
  }

  /** Does what must be done under the lock; then tells of the lines that came in. */
  #locked<T>(work: () => T): T {
    if (this.#failed !== null) throw this.#failed;
    try {
      return this.#explained(() => this.#lock.hold(work));
    } finally {
      this.#tell();
    }
  }

  /** A disk that has failed to confirm something may confirm it the next time without having it: it is not asked again. */
  #explained<T>(work: () => T): T {
    try {
      return explained(this.layout.directory, work);
    } catch (error) {
      if (error instanceof ShosekiError && error.code === "JOURNAL_FAILED") this.#failed = error;
      throw error;
    }
  }

  /**
   * Outside the lock: a listener may append, and what goes wrong in it has nothing to do with the journal. What it appends comes
   * after that which it was told of, for all of them: each is told of every line in order.
   */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let lines = this.#untold.splice(0); lines.length > 0; lines = this.#untold.splice(0))
        for (const line of lines) for (const listener of this.#listeners) listener(line);
    } finally {
      this.#isTelling = false;
    }
  }
}
