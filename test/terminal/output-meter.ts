/** One thing of the stream: CSI (or one cut short), OSC, a string, another escape, a control, text; bytes as Latin-1. */
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's stream is made of them
  /\x1b\[(?<params>[<-?]?[\d;:]*)[ -/]*(?<final>[@-~])|\x1b\[[ -?]*(?=[^ -~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\|(?=\x1b[^\\]))|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[ -/]*[0-OQ-WYZ\\`-~]|(?<control>[\x00-\x1a\x1c-\x1f])|(?<text>[^\x00-\x1f]+)/y;

/** Where a CSI sequence with the parameter `n` leaves the cursor's row. */
const MOVES: Readonly<Record<string, (row: number, n: number) => number>> = {
  A: (row, n) => row - n,
  B: (row, n) => row + n,
  E: (row, n) => row + n,
  F: (row, n) => row - n,
  H: (_row, n) => n - 1,
  d: (_row, n) => n - 1,
  f: (_row, n) => n - 1,
};
/** Of those and the moves within a row, the ones that (with a first, or no, column) end at the left edge. */
const TO_LEFT_EDGE = /^(?:[EF]\d*|[Hf]\d*(?:;1?)?|G1?)$/;

/**
 * What a program's output costs the terminal, from the raw stream and without an emulator. The cursor's row is followed
 * through moves and line feeds; a line that is too long and wraps is not seen here (`Terminal.scrolled` shows such).
 */
export class OutputMeter {
  /** How many bytes there were. */
  bytes = 0;
  /** How many synchronized updates (`CSI ?2026 h` to `l`) were completed. */
  frames = 0;
  /**
   * How many times the whole screen was erased (`CSI 2 J`, or `CSI J` at its home) or, in one synchronized update, all rows
   * were written or erased; an update counts once. The first picture is one.
   */
  fullRedraws = 0;
  /** Of the terminal. */
  rows: number;
  #rest = "";
  #row = 0;
  #atLeftEdge = true;
  #frame: { readonly touched: Set<number>; erased: boolean } | undefined;

  constructor(rows: number) {
    this.rows = rows;
  }

  /** Takes the next bytes; a sequence may be cut anywhere. */
  read(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    const stream = this.#rest + Buffer.from(chunk).toString("latin1");
    let at = 0;
    for (;;) {
      TOKEN.lastIndex = at;
      const groups = TOKEN.exec(stream)?.groups;
      if (groups === undefined) break;
      at = TOKEN.lastIndex;
      if (groups.final !== undefined) this.#sequence(groups.params ?? "", groups.final);
      else if (groups.control !== undefined) this.#control(groups.control);
      else if (groups.text !== undefined) this.#touch(false);
    }
    this.#rest = stream.slice(at);
  }

  #sequence(params: string, final: string): void {
    if (params === "?2026") this.#bracket(final);
    else if (final === "K") this.#touch(this.#atLeftEdge);
    else if (final === "J") this.#erase(params);
    const number = Number.parseInt(params, 10);
    const move = MOVES[final];
    if (move !== undefined) this.#row = this.#clamped(move(this.#row, number > 0 ? number : 1));
    if (TO_LEFT_EDGE.test(`${final}${params}`)) this.#atLeftEdge = true;
    else if (/[CDGHf]/.test(final)) this.#atLeftEdge = false;
  }

  #control(control: string): void {
    if (control === "\n") this.#row = this.#clamped(this.#row + 1);
    if (control === "\r") this.#atLeftEdge = true;
  }

  #touch(atLeftEdge: boolean): void {
    this.#frame?.touched.add(this.#row);
    this.#atLeftEdge = atLeftEdge;
  }

  #erase(params: string): void {
    const atHome = this.#row === 0 && this.#atLeftEdge;
    if (params !== "2" && !(atHome && (params === "" || params === "0"))) return;
    if (this.#frame === undefined) this.fullRedraws += 1;
    else this.#frame.erased = true;
  }

  #bracket(final: string): void {
    if (final === "h") this.#frame ??= { touched: new Set(), erased: false };
    if (final !== "l" || this.#frame === undefined) return;
    this.frames += 1;
    if (this.#frame.erased || this.#frame.touched.size >= this.rows) this.fullRedraws += 1;
    this.#frame = undefined;
  }

  #clamped(row: number): number {
    return Math.min(Math.max(row, 0), this.rows - 1);
  }
}
