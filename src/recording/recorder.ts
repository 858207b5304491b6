import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Entry, EntryDraft } from "#domain/entry.js";
import { type ErrorCode, ShosekiError } from "#domain/errors.js";
import type { CastMark, RecordingBy } from "#domain/recording.js";
import type { Layout } from "#journal/layout.js";
import { holdOwnRecording, type RecordingLock } from "#journal/recording-locks.js";
import { CastFile } from "#recording/cast-file.js";
import { type CastCode, castEvent, castHeader } from "#recording/cast-text.js";
import { markerText } from "#recording/marker-text.js";
import {
  changedRows,
  isSameSize,
  type PaintedScreen,
  type ScreenSize,
  wholeFrame,
} from "#recording/painted-screen.js";
import { type Recorded, type RecordingEvent, recordingEntry } from "#recording/recording-entry.js";
import { recordingFailed } from "#recording/recording-failed.js";
import { ScreenScrubber } from "#recording/screen-scrubber.js";
import { holdsSecret, scrubbed } from "#recording/scrub.js";
import type { Secrets } from "#recording/secrets.js";
import { TypedKeys } from "#recording/typed-keys.js";

/** A piece is at most about so large, in bytes. */
const LARGEST_CHUNK = 256 * 1024;
/** A recording that is larger, in bytes, is gone on with in another file: a player holds one in memory. */
const LARGEST_FILE = 128 * 1024 * 1024;
/** Why a journal does not take a piece now, and may take it later together with what has come meanwhile. */
const FOR_NOW: ReadonlySet<ErrorCode> = new Set(["JOURNAL_LOCKED", "JOURNAL_UNWRITABLE"]);

/** What a recorder needs of a journal. */
export interface RecordersJournal {
  readonly layout: Layout;
  append(draft: EntryDraft): unknown;
}

export interface RecorderOptions extends Recorded {
  readonly journal: RecordersJournal;
  /** `<session>-<n>.cast` */
  readonly file: string;
  readonly size: ScreenSize;
  /** Whether keys are recorded too. */
  readonly input: boolean;
  readonly by: RecordingBy;
  readonly title: string;
  readonly term: string;
  readonly secrets: Secrets;
  /** Puts an error in words for the record. */
  readonly explain: (error: ShosekiError) => string;
  /** Told once why it cannot be gone on with: it has ended by then. */
  readonly onFailed: (error: ShosekiError) => void;
  /** Milliseconds, from whenever it likes, that never go back. */
  readonly clock?: () => number;
}

/**
 * Writes one recording: what a console paints, a marker for each entry, and the entries that name its pieces. Once it is
 * begun nothing of it throws: what goes wrong with it ends it, and neither the journal nor the screen.
 */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #file: CastFile;
  readonly #lock: RecordingLock;
  readonly #scrubber: ScreenScrubber;
  readonly #keys: TypedKeys;
  readonly #clock: () => number;
  readonly #begun: number;
  #last = 0;
  /** What is on the screen of whoever plays it. */
  #shown: PaintedScreen | null = null;
  #isWithheld = false;
  /** What is shown next is drawn over nothing. */
  #isWholeNext = true;
  #isOver = false;
  #isClosed = false;
  /** How large the file was when its newest piece was to become one. */
  #settledAt = 0;
  /** How it ended, as long as the journal does not have it. */
  #unsaid: RecordingEvent | null = null;

  private constructor(options: RecorderOptions, file: CastFile, lock: RecordingLock) {
    this.#options = options;
    this.#file = file;
    this.#lock = lock;
    this.#scrubber = new ScreenScrubber(options.secrets);
    this.#keys = new TypedKeys(options.secrets);
    this.#clock = options.clock ?? (() => performance.now());
    this.#begun = this.#clock();
  }

  /**
   * Begins one: its header is on the disk, and an entry says so. Throws `RECORDING_FAILED`.
   *
   * @param onFile told once it is on the disk, before the entry: what it takes the place of can end now
   */
  static begin(options: RecorderOptions, onFile?: () => void): Recorder {
    const { journal, file } = options;
    let lock: RecordingLock | null = null;
    try {
      lock = holdOwnRecording(journal.layout, file);
      if (lock === null) throw new Error(`another process writes ${file}`);
      const recorder = new Recorder(options, beginFile(options), lock);
      onFile?.();
      recorder.#begin();
      return recorder;
    } catch (cause) {
      // Where the journal may name it, it stays, and so does what says that it has no end.
      if (existsSync(join(journal.layout.casts, file))) lock?.leave();
      else lock?.release();
      throw recordingFailed(file, cause);
    }
  }

  get file(): string {
    return this.#options.file;
  }

  /** Whether keys are recorded too. */
  get input(): boolean {
    return this.#options.input;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether another file should be begun in its place. */
  get isFull(): boolean {
    return this.#file.size >= LARGEST_FILE;
  }

  /**
   * The console has been painted.
   *
   * @param typed what stands in the lines that are typed, of which a row may show a part only
   */
  paint(painted: PaintedScreen, typed = ""): void {
    this.#safely(() => {
      this.#isWholeNext ||= this.#isWithheld;
      this.#isWithheld = false;
      this.#show(this.#scrubber.scrubbed(painted, typed));
    });
  }

  /** Something is on the screen, or typed, that is not to be recorded: `instead` is, until the console is painted again. */
  withhold(instead: PaintedScreen): void {
    if (this.#isWithheld && this.#shown !== null && isSameSize(this.#shown, instead)) return;
    this.#safely(() => {
      this.#isWithheld = true;
      this.#isWholeNext = true;
      this.#show(instead);
    });
  }

  /**
   * Something is typed, as a terminal sends it.
   *
   * @param typed what stands already where it goes
   */
  key(text: string, typed = ""): void {
    if (!this.input || this.#isWithheld) return;
    this.#safely(() => {
      const isHidden = this.#scrubber.hidesTyped || holdsSecret(typed, this.#options.secrets);
      this.#event(this.#now(), "i", this.#keys.recorded(text, isHidden));
    });
  }

  /** Where it is now: for an entry that is about to be written. Null once it is over. */
  mark(): CastMark | null {
    return this.#isOver ? null : { file: this.file, at: this.#now() };
  }

  /** An entry has been written; where it says that it is in this recording, that is marked. */
  heard(entry: Entry): void {
    const { cast } = entry;
    if (cast?.file !== this.file) return;
    this.#safely(() => {
      const text = markerText(entry, (name) => scrubbed(name, this.#options.secrets));
      // The moment that the entry names: nothing has been written since.
      this.#event(cast.at, "m", text);
    });
  }

  /** What has been written since the last piece becomes one, on the disk and in the journal. */
  settle(): void {
    this.#safely(() => this.#settle());
  }

  /** Ends it; or says once more how it has ended, where the journal did not take that. */
  end(by: RecordingBy): void {
    if (this.#isClosed) return;
    if (!this.#isOver) {
      this.#safely(() => {
        this.#isOver = true;
        this.#append({ OPR: "StopRecording", file: this.file, chunk: this.#file.settled(), after: { by } });
      });
    } else if (this.#unsaid !== null) this.#say(this.#unsaid);
    this.#isClosed = true;
    this.#file.close();
    if (this.#unsaid === null) this.#lock.release();
    else this.#lock.leave();
  }

  #begin(): void {
    const { size, input, by } = this.#options;
    const after = { columns: size.columns, rows: size.rows, input, by };
    try {
      this.#append({ OPR: "StartRecording", file: this.file, chunk: this.#file.settled(), after });
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  #show(screen: PaintedScreen): void {
    const shown = this.#shown;
    const isResized = !isSameSize(shown ?? this.#options.size, screen);
    const isWhole = this.#isWholeNext || shown === null || isResized;
    const changed = isWhole ? wholeFrame(screen) : changedRows(shown, screen);
    if (changed === "") return;
    const at = this.#now();
    const { columns, rows } = screen;
    const resize = isResized ? castEvent(at, "r", `${columns}x${rows}`) : "";
    // A piece begins with a whole frame, so that it can be looked at by itself.
    const text = this.#file.unsettled === 0 ? wholeFrame(screen) : changed;
    this.#shown = screen;
    this.#isWholeNext = false;
    this.#write(`${resize}${castEvent(at, "o", text)}`);
  }

  #event(at: number, code: CastCode, text: string): void {
    const frame =
      this.#file.unsettled === 0 && this.#shown !== null ? castEvent(at, "o", wholeFrame(this.#shown)) : "";
    this.#write(`${frame}${castEvent(at, code, text)}`);
  }

  #write(text: string): void {
    this.#file.write(text);
    if (this.#file.size - this.#settledAt >= LARGEST_CHUNK) this.#settle();
  }

  #settle(): void {
    this.#settledAt = this.#file.size;
    const chunk = this.#file.settled();
    if (chunk === null) return;
    try {
      this.#append({ OPR: "RecordChunk", file: this.file, chunk, after: {} });
    } catch (error) {
      if (!(error instanceof ShosekiError && FOR_NOW.has(error.code))) throw error;
    }
  }

  #append(event: RecordingEvent): void {
    try {
      this.#options.journal.append(recordingEntry(this.#options, event));
    } catch (error) {
      if (event.chunk !== null) this.#file.unnamed(event.chunk);
      throw error;
    }
  }

  /** Whole milliseconds since it began. */
  #now(): number {
    this.#last = Math.max(this.#last, Math.round(this.#clock() - this.#begun));
    return this.#last;
  }

  #safely(work: () => void): void {
    if (this.#isOver) return;
    try {
      work();
    } catch (cause) {
      this.#fail(recordingFailed(this.file, cause));
    }
  }

  #fail(error: ShosekiError): void {
    this.#isOver = true;
    const message = this.#options.explain(error);
    this.#say({
      OPR: "StopRecording",
      file: this.file,
      chunk: this.#file.rest(),
      after: { by: "failure" },
      result: { status: "NG", code: error.code, message },
    });
    this.#options.onFailed(error);
  }

  /** Says how it has ended; what the journal does not take now is said again at the end. */
  #say(event: RecordingEvent): void {
    this.#unsaid = event;
    try {
      this.#options.journal.append(recordingEntry(this.#options, event));
      this.#unsaid = null;
    } catch {
      // The journal says itself what is the matter with it.
    }
  }
}

function beginFile({ journal, file, size, title, term, secrets }: RecorderOptions): CastFile {
  const created = CastFile.create(journal.layout, file);
  try {
    created.write(castHeader({ ...size, begun: Date.now(), title: scrubbed(title, secrets), term }));
    return created;
  } catch (error) {
    created.discard();
    throw error;
  }
}
