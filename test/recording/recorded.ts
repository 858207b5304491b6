import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { PaintedScreen } from "#recording/painted-screen.js";
import { Recorder, type RecorderOptions } from "#recording/recorder.js";
import { Secrets } from "#recording/secrets.js";
import { Desk } from "../session/desk.js";

export type CastEventRead = readonly [seconds: number, code: string, text: string];

/** A desk whose console is recorded, by a clock that the test holds. */
export class RecordedDesk implements Disposable {
  readonly desk: Desk;
  readonly secrets = new Secrets();
  readonly failures: ShosekiError[] = [];
  readonly recorder: Recorder;
  now = 5_000;
  readonly #stop: () => void;

  constructor(wanted: Partial<RecorderOptions> = {}, desk = new Desk()) {
    this.desk = desk;
    const { journal, recorded, session } = desk;
    this.recorder = Recorder.begin({
      ...recorded,
      journal,
      file: `${session}-1.cast`,
      size: { columns: 20, rows: 3 },
      input: false,
      by: "profile",
      title: "shoseki",
      term: "xterm-256color",
      secrets: this.secrets,
      explain: ({ code }) => code,
      onFailed: (error) => this.failures.push(error),
      clock: () => this.now,
      ...wanted,
    });
    journal.markWith(() => this.recorder.mark());
    this.#stop = journal.subscribe(({ entry }) => this.recorder.heard(entry));
  }

  get path(): string {
    return join(this.desk.directory, "casts", this.recorder.file);
  }

  /** Of the file's mode, what it lets whom do. */
  get mode(): number {
    return statSync(this.path).mode & 0o777;
  }

  get bytes(): Buffer {
    return readFileSync(this.path);
  }

  get events(): readonly CastEventRead[] {
    const [, ...lines] = this.bytes.toString().trimEnd().split("\n");
    return lines.map((line) => JSON.parse(line) as CastEventRead);
  }

  /** What the journal says of recordings. */
  get entries(): readonly Entry[] {
    return this.desk.entries().filter(({ phase }) => phase === "recording");
  }

  [Symbol.dispose](): void {
    this.#stop();
    this.recorder.end("leave");
    this.desk[Symbol.dispose]();
  }
}

/** A screen of 20 columns and 3 rows, with the cursor nowhere or in a row. */
export function screen(lines: readonly string[], row: number | null = null): PaintedScreen {
  const filled = [0, 1, 2].map((index) => (lines[index] ?? "").padEnd(20));
  return { columns: 20, rows: 3, lines: filled, cursor: row === null ? null : { x: 0, y: row } };
}
