import { LineEditor } from "#console/line/line-editor.js";
import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import { goTo } from "#console/replay/go-to.js";
import { helpLines, REPLAY_HINTS } from "#console/replay/replay-help.js";
import { cursorIn, hintLine, recordedRows, typedLine } from "#console/replay/replay-lines.js";
import type { ReplayParts } from "#console/replay/replay-parts.js";
import { Search } from "#console/replay/search.js";
import { type Shown, statusLine } from "#console/replay/status-line.js";
import { warningLines } from "#console/replay/warning-lines.js";
import type { Size } from "#console/view/layout.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { wrapSpans } from "#console/widgets/wrap-spans.js";
import { MARKER_LABEL } from "#domain/recording.js";
import type { Role } from "#themes/theme.js";

/** How far the arrows go, in milliseconds of the recording. */
const SEEK_MS = 5_000;
/** And how far Shift and the arrows, in columns and rows. */
const PAN = { columns: 8, rows: 4 };

type Typing = { readonly what: "search" | "goTo"; readonly editor: LineEditor };

/** A recording: the screen as it was, and under it how it plays. */
export class ReplayDialog implements Dialog {
  readonly isWhole = true;
  readonly title: string;
  readonly #parts: ReplayParts;
  readonly #search: Search;
  #left = 0;
  #top = 0;
  /** What stands over the recording: its keys, or that it is not to be believed, which comes first. */
  #over: "help" | "warning" | null;
  #typing: Typing | null = null;
  #said: Shown["said"] = null;

  constructor(parts: ReplayParts) {
    this.title = parts.title;
    this.#parts = parts;
    this.#search = new Search(parts.projector);
    this.#over = isUnsound(parts) ? "warning" : null;
    // As far down as there is something, which is known once it is painted.
    this.#top = parts.showsEnd ? Number.POSITIVE_INFINITY : 0;
  }

  /** Whether something is to be read before it plays. */
  get asks(): boolean {
    return this.#over === "warning";
  }

  paint(canvas: Canvas, { width, height }: Size): Painted {
    const { screen } = this.#parts.projector;
    const { columns, rows } = screen.size;
    const hasHints = rows + 2 <= height;
    const body = height - (hasHints ? 2 : 1);
    this.#left = Math.min(this.#left, Math.max(0, columns - width));
    this.#top = Math.min(this.#top, Math.max(0, rows - body));
    const isPart = columns > width || rows > body;
    const shown: Shown = {
      parts: this.#parts,
      said: this.#said,
      part: isPart ? { column: this.#left + 1, row: this.#top + 1 } : null,
    };
    const typed =
      this.#typing === null ? null : typedLine(canvas, this.#typing.what, this.#typing.editor, width);
    const at = { x: this.#left, y: this.#top };
    const recordedCursor = this.#over === null ? cursorIn(this.#parts, at, { width, height: body }) : null;
    const under = [
      typed?.line ?? statusLine(canvas, shown, width),
      ...(hasHints ? [hintLine(canvas, this.keys(canvas), width)] : []),
    ];
    const lines =
      this.#over === null
        ? recordedRows(this.#parts, at, { width, height: body })
        : this.#overLines(canvas, width, body);
    const cursor = typed === null ? recordedCursor : { x: typed.column, y: body };
    return { lines: [...lines, ...under], cursor };
  }

  press(key: string, text: string): void {
    const typing = this.#typing;
    if (typing !== null) this.#type(typing, key, text);
    else if (this.#over === "warning") {
      if (key === "enter") this.#over = null;
      else if (key === "q") this.leave();
    } else if (this.#over === "help") this.#over = null;
    else this.#play(key);
    this.#parts.changed();
  }

  paste(text: string): void {
    this.#typing?.editor.insert(text);
    this.#parts.changed();
  }

  /** One thing at a time: what is typed, what stands over it, the recording. */
  cancel(): void {
    if (this.#typing !== null) this.#typing = null;
    else if (this.#over === "help") this.#over = null;
    else this.leave();
    this.#parts.changed();
  }

  keys({ catalogue }: Canvas): readonly KeyHint[] {
    return REPLAY_HINTS.map(([key, what]) => ({ key, does: catalogue.replay.short[what] }));
  }

  /** It plays no longer, and is not to be painted any more. */
  close(): void {
    this.#parts.projector.close();
  }

  /** Closed, and gone from where it was shown. */
  leave(): void {
    this.close();
    this.#parts.close();
  }

  /** To a time or an entry, as they are typed; what is wrong with it is said in the status line. */
  goTo(text: string): void {
    this.#said = goTo(this.#parts.projector, text);
  }

  #play(key: string): void {
    const { projector } = this.#parts;
    const action = Object.hasOwn(this.#actions, key) ? this.#actions[key] : undefined;
    if (action === undefined) return;
    this.#said = null;
    this.#search.giveUp();
    action();
    projector.moved();
  }

  readonly #actions: Readonly<Record<string, () => void>> = {
    " ": () => {
      const { player } = this.#parts.projector;
      if (player.state === "playing") player.pause();
      else player.play();
    },
    left: () => this.#seekBy(-SEEK_MS),
    right: () => this.#seekBy(SEEK_MS),
    home: () => this.#parts.projector.player.seek(0),
    end: () => this.#parts.projector.player.seek(this.#parts.projector.player.cast.duration),
    "shift+left": () => this.#pan(-PAN.columns, 0),
    "shift+right": () => this.#pan(PAN.columns, 0),
    "shift+up": () => this.#pan(0, -PAN.rows),
    "shift+down": () => this.#pan(0, PAN.rows),
    "[": () => this.#toMarker(-1),
    "]": () => this.#toMarker(1),
    "<": () => this.#parts.projector.player.changeSpeed(-1),
    ">": () => this.#parts.projector.player.changeSpeed(1),
    ".": () => this.#parts.projector.player.step(1),
    ",": () => this.#parts.projector.player.step(-1),
    "/": () => this.#beginTyping("search"),
    g: () => this.#beginTyping("goTo"),
    n: () => void this.#find(1),
    N: () => void this.#find(-1),
    i: () => {
      const { player } = this.#parts.projector;
      player.tick();
      player.idle = player.idle === null ? this.#parts.idle : null;
    },
    enter: () => this.#showEntry(),
    "?": () => {
      this.#over = "help";
    },
    q: () => this.leave(),
  };

  #seekBy(ms: number): void {
    const { player } = this.#parts.projector;
    player.tick();
    player.seek(player.at + ms);
  }

  #pan(columns: number, rows: number): void {
    this.#left = Math.max(0, this.#left + columns);
    this.#top = Math.max(0, this.#top + rows);
  }

  #toMarker(by: 1 | -1): void {
    if (!this.#parts.projector.player.seekMarker(by)) this.#say("warning", ({ noMarker }) => noMarker);
  }

  #beginTyping(what: Typing["what"]): void {
    this.#typing = { what, editor: new LineEditor() };
  }

  #type({ what, editor }: Typing, key: string, text: string): void {
    if (key !== "enter") {
      if (!editor.press(key)) editor.insert(text);
      return;
    }
    this.#typing = null;
    this.#said = null;
    const wanted = editor.text.trim();
    if (wanted === "") return;
    if (what === "search") {
      this.#search.text = wanted;
      void this.#find(1);
    } else this.goTo(wanted);
  }

  async #find(by: 1 | -1): Promise<void> {
    if (this.#search.text === "") return;
    const said = await this.#search.find(by);
    this.#said = said ?? this.#said;
    this.#parts.changed();
  }

  #showEntry(): void {
    const { projector, openEntry } = this.#parts;
    projector.player.pause();
    const seq = MARKER_LABEL.exec(projector.player.marker?.text ?? "")?.groups?.seq;
    if (seq === undefined) this.#say("warning", ({ noEntry }) => noEntry);
    else if (openEntry === null) this.#say("warning", ({ entryElsewhere }) => entryElsewhere);
    else openEntry(Number(seq));
  }

  #say(role: Role, text: NonNullable<Shown["said"]>["text"]): void {
    this.#said = { role, text };
  }

  #overLines(canvas: Canvas, width: number, height: number): readonly string[] {
    const said = this.#over === "help" ? helpLines(canvas.catalogue) : this.#warning(canvas);
    const lines = said.flatMap((spans) =>
      wrapSpans(spans, width - 2).map((part) => paintLine(canvas.paint, [["text", " "], ...part], width)),
    );
    const blank = paintLine(canvas.paint, [], width);
    return Array.from({ length: height }, (_, row) => lines[row] ?? blank);
  }

  #warning({ catalogue }: Canvas): readonly (readonly Span[])[] {
    const { vouched } = this.#parts;
    if (vouched.by !== "journal" || vouched.held.kind !== "unsound") return [];
    const { warningTitle, goOn } = catalogue.replay;
    return [
      [],
      [["danger", warningTitle]],
      [],
      ...warningLines(catalogue, vouched.held.fault).map((text): readonly Span[] => [["text", text]]),
      [],
      [["key", goOn]],
    ];
  }
}

function isUnsound({ vouched }: ReplayParts): boolean {
  return vouched.by === "journal" && vouched.held.kind === "unsound";
}
