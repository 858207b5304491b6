import type { Console } from "#console/console.js";
import type { ConsoleParts } from "#console/console-parts.js";
import { keyText } from "#console/recording/key-text.js";
import type { RecordingHere } from "#console/recording/recording-here.js";
import { typedHere, typedTexts } from "#console/recording/typed-text.js";
import { withheldScreen } from "#console/recording/withheld-screen.js";
import type { RecordingState } from "#console/store/recording-state.js";
import { MINIMUM } from "#console/view/layout.js";
import type { Entry } from "#domain/entry.js";
import { asShosekiError, failure, type ShosekiError } from "#domain/errors.js";
import type { RecordingBy, RecordingWanted, WithoutRecording } from "#domain/recording.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import type { PaintedScreen } from "#recording/painted-screen.js";
import { Recorder } from "#recording/recorder.js";
import { meaning } from "#recording/recording-failed.js";

/** How often what is new of a recording becomes a piece that the journal names, in milliseconds. */
const PIECE_MS = 30_000;

const NOTHING_WANTED: RecordingWanted = { wish: "off", input: false, by: "profile" };

/** A Login that wants nothing has changed nothing. */
const NOTHING_TO_PUT_BACK = () => undefined;

export interface ConsoleRecordingParts {
  readonly console: Pick<Console, "store" | "catalogue">;
  readonly parts: Pick<ConsoleParts, "journal" | "terminal" | "env" | "recording">;
  /** Told why there is no recording, or no other one, without anybody having ended it: `required`: the console is to be left. */
  onLost(error: ShosekiError, required: boolean): void;
}

/** The recording of a running console: begun as its endpoints want it, switched by its operator, ended with it. */
export class ConsoleRecording implements RecordingHere {
  readonly #parts: ConsoleRecordingParts;
  readonly #timer: NodeJS.Timeout;
  readonly #letGo: () => void;
  /** The newest one, which may be over. */
  #recorder: Recorder | null = null;
  #count = 0;
  /** What Logins have wanted since the operator last said how it is to be; those that have failed want nothing. */
  readonly #claims = new Set<RecordingWanted>();
  /** How it was before the first of them. */
  #before = { isOn: false, input: false };

  /** To be made before anything else listens to the journal: an entry is marked before another one is written. */
  constructor(parts: ConsoleRecordingParts) {
    this.#parts = parts;
    const { journal } = parts.parts;
    this.#letGo = journal.subscribe(({ entry }) => this.#hear(entry));
    journal.markWith(() => this.#recorder?.mark() ?? null);
    this.#timer = setInterval(() => this.#piece(), PIECE_MS).unref();
  }

  /**
   * Begins what an endpoint wants, before there is a Login at it; what others want was begun before theirs, and what the
   * operator has said since stays. Where it cannot be begun, that is told; `RECORDING_FAILED` is thrown where the endpoint is
   * worked at only while that is recorded. Answers how to put it back, where that Login comes to nothing.
   */
  ensure({ wish, input, by }: RecordingWanted = NOTHING_WANTED): () => void {
    if (wish === "off") return NOTHING_TO_PUT_BACK;
    if (this.#claims.size === 0) this.#before = { isOn: this.#isOn, input: this.#isOn && this.#hasKeys };
    const claim: RecordingWanted = { wish, input, by };
    const error = this.#isOn && (this.#hasKeys || !input) ? null : this.#begin(by, input);
    if (error === null) {
      this.#claims.add(claim);
      return () => this.#putBack(claim);
    }
    if (wish === "required" && !this.#isOn) throw meaning(error, "no-login");
    this.#tell(error);
    return NOTHING_TO_PUT_BACK;
  }

  /** The console has been painted. */
  painted(screen: PaintedScreen): void {
    const { store, catalogue } = this.#parts.console;
    const why = store.lock.isLocked ? "locked" : store.dialogs.askSecret ? "secret" : null;
    if (why === null) this.#recorder?.paint(screen, typedTexts(store));
    else this.#recorder?.withhold(withheldScreen(catalogue, why, screen));
  }

  key(key: string, text: string): void {
    this.#type(keyText(key, text));
  }

  paste(text: string): void {
    this.#type(text);
  }

  turn(wanted: boolean): void {
    const { wish, input, name, by } = this.#wanted;
    if (wanted !== this.#isOn) {
      if (wanted) this.#turnTo(input);
      else if (wish === "required") throw failure("RECORDING_REQUIRED", { name, by });
      else this.#end("operator");
    }
    this.#claims.clear();
  }

  turnKeys(wanted: boolean): void {
    if (!this.#isOn) return;
    if (this.#hasKeys !== wanted) this.#turnTo(wanted);
    this.#claims.clear();
  }

  /** What there is of it becomes a piece: the program may not come back. */
  settle(): void {
    this.#recorder?.settle();
  }

  /** The console is left. */
  close(): void {
    clearInterval(this.#timer);
    this.#letGo();
    this.#end("leave");
    this.#parts.parts.journal.markWith(() => null);
  }

  get #wanted() {
    return this.#parts.console.store.endpoints.recording;
  }

  get #isOn(): boolean {
    return this.#recorder !== null && !this.#recorder.isOver;
  }

  /** Whether keys are recorded too, by the newest one. */
  get #hasKeys(): boolean {
    return this.#recorder?.input ?? false;
  }

  get #isWithheld(): boolean {
    const { lock, dialogs } = this.#parts.console.store;
    return lock.isLocked || dialogs.askSecret;
  }

  #type(text: string): void {
    if (text !== "" && !this.#isWithheld) this.#recorder?.key(text, typedHere(this.#parts.console.store));
  }

  #hear(entry: Entry): void {
    this.#recorder?.heard(entry);
    if (entry.OPR === "LockConsole" && entry.cast?.file === this.#recorder?.file) this.settle();
    // A shift's recording ends with it, whoever has handed it over. What the journal is telling of was written in it.
    if (entry.OPR === "HandOver") queueMicrotask(() => this.#goOn("handover"));
  }

  #piece(): void {
    if (this.#recorder?.isFull === true) this.#goOn("size");
    else this.settle();
  }

  /**
   * In another file, in the place of the one before it. Answers why it was not begun, `RECORDING_FAILED`: then the one before it
   * goes on, unless the journal takes no more.
   */
  #begin(by: RecordingBy, input: boolean): ShosekiError | null {
    const { who, where, secrets } = this.#parts.parts.recording;
    const { journal, terminal, env } = this.#parts.parts;
    const { columns, rows } = terminal.stdout;
    const before = this.#recorder;
    this.#count += 1;
    const options = {
      who,
      where,
      secrets,
      input,
      by,
      journal,
      file: `${who.session}-${this.#count}.cast`,
      size: { columns: columns || MINIMUM.columns, rows: rows || MINIMUM.rows },
      title: `shoseki ${where.endpoint} ${who.os}@${who.console}`,
      term: env.TERM ?? "",
      explain: ({ problem }: ShosekiError) => explain(problem, en).what,
      // It may have been painted just now: nothing is to be painted anew meanwhile. What another took the place of is no matter.
      onFailed: (error: ShosekiError) => queueMicrotask(() => this.#isOn || this.#tell(error)),
    };
    try {
      this.#recorder = Recorder.begin(options, () => before?.end(by));
      this.#show(input ? "keys" : "on");
      return null;
    } catch (cause) {
      if (!this.#isOn) this.#show("failed");
      return asShosekiError(cause);
    }
  }

  /** Another file, by the operator. Throws why there is none. */
  #turnTo(input: boolean): void {
    const error = this.#begin("operator", input);
    if (error === null) return;
    if (this.#without === "left") this.#tell(error);
    throw meaning(error, this.#without);
  }

  /** A Login has come to nothing: what it alone has wanted, and nobody has said since, is so no longer. */
  #putBack(claim: RecordingWanted): void {
    if (!this.#claims.delete(claim) || !this.#isOn) return;
    const { isOn, input } = this.#before;
    const others = [...this.#claims];
    if (!isOn && others.length === 0) this.#end(claim.by);
    else if (this.#hasKeys && !input && !others.some((each) => each.input)) this.#goOn(claim.by, false);
  }

  /** Another file, without anybody having asked for one. */
  #goOn(by: RecordingBy, input = this.#hasKeys): void {
    const error = this.#isOn ? this.#begin(by, input) : null;
    if (error !== null) this.#tell(error);
  }

  #end(by: RecordingBy): void {
    const { recording } = this.#parts.console.store;
    const recorder = this.#recorder;
    this.#recorder = null;
    recorder?.end(by);
    if (recording !== "failed") this.#show("off");
  }

  /** What it means that a recording was not begun, or not gone on with. */
  get #without(): WithoutRecording {
    if (this.#isOn) return "as-before";
    return this.#wanted.wish === "required" ? "left" : "unrecorded";
  }

  #tell(error: ShosekiError): void {
    const means = this.#without;
    if (!this.#isOn) this.#show("failed");
    this.#parts.onLost(meaning(error, means), means === "left");
  }

  #show(state: RecordingState): void {
    const { store } = this.#parts.console;
    if (store.recording === state) return;
    store.recording = state;
    store.changes.now();
  }
}
