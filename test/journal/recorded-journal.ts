import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import type { Entry, EntryDraft } from "#domain/entry.js";
import type { RecordingEventName } from "#domain/recording.js";
import { answer, intent } from "./entries.js";
import type { OpenJournal } from "./open-journal.js";

/** A console that is recorded into a journal, by hand: what it writes is asciicast v2, with a marker an entry. */
export class HandRecording {
  readonly file: string;
  readonly path: string;
  readonly #open: OpenJournal;
  #from = 0;
  #at = 0;
  /** Whether the recorder still writes what it is to. */
  #lives = true;

  constructor(open: OpenJournal, session = uuidv7(), number = 1) {
    this.#open = open;
    this.file = `${session}-${number}.cast`;
    const { casts } = open.journal.layout;
    mkdirSync(casts, { recursive: true, mode: 0o700 });
    this.path = join(casts, this.file);
    this.write({ version: 2, width: 80, height: 24, timestamp: 1_767_582_000, title: this.file });
    open.journal.subscribe(({ entry }) => this.#marked(entry));
    this.#say("StartRecording", { by: "profile", columns: 80, rows: 24, input: false });
    open.journal.markWith(() => (this.#lives ? { file: this.file, at: this.#at } : null));
  }

  /** What the operator sees, some milliseconds later. */
  paint(text: string, later = 250): void {
    this.#at += later;
    this.write([this.#at / 1000, "o", text]);
  }

  /** An operation, and its outcome. Answers the `seq` of the latter. */
  operate(OPR = "StopVM"): number {
    const { journal, key } = this.#open;
    const asked = intent(key, OPR);
    journal.append(asked);
    this.paint("working");
    return journal.append(answer(asked, { status: "OK" })).entry.seq;
  }

  chunk(): void {
    this.#say("RecordChunk", {});
  }

  stop(change: Partial<EntryDraft> = {}): void {
    this.#lives = false;
    this.#say("StopRecording", { by: "leave" }, change);
  }

  /** It is gone from one moment to the next. */
  die(): void {
    this.#lives = false;
  }

  write(line: unknown): void {
    appendFileSync(this.path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }

  #say(OPR: RecordingEventName, AFT: NonNullable<EntryDraft["AFT"]>, change: Partial<EntryDraft> = {}): void {
    const [from, to] = [this.#from, statSync(this.path).size];
    const sha256 = createHash("sha256").update(readFileSync(this.path).subarray(from, to)).digest("hex");
    const { id: _, BEF: __, ...draft } = intent(this.#open.key, OPR);
    this.#open.journal.append({
      ...draft,
      phase: "recording",
      TGT: { kind: "Recording", id: null, uuid: null, name: this.file },
      AFT,
      RST: { status: "OK" },
      recording: { file: this.file, from, to, sha256 },
      ...change,
    });
    this.#from = to;
  }

  #marked({ seq, OPR, RST, TGT, cast }: Entry): void {
    if (cast?.file !== this.file || !this.#lives) return;
    const status = RST === undefined ? [] : [RST.status];
    this.write([cast.at / 1000, "m", [seq, OPR, ...status, TGT.name].join(" ")]);
  }
}
