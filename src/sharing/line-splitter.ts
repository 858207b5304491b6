import { LARGEST_MESSAGE } from "#sharing/message.js";

const NEWLINE = 0x0a;

/** Lines out of the pieces in which they arrive. */
export class LineSplitter {
  #begun: Buffer[] = [];
  #bytes = 0;

  /** The lines that have ended; null once one is too large, or no UTF-8: nothing more of it can be read. */
  take(piece: Buffer): readonly string[] | null {
    const lines: string[] = [];
    let rest = piece;
    for (let at = rest.indexOf(NEWLINE); at >= 0; at = rest.indexOf(NEWLINE)) {
      const line = this.#end(rest.subarray(0, at));
      if (line === null) return null;
      lines.push(line);
      rest = rest.subarray(at + 1);
    }
    return this.#keep(rest) ? lines : null;
  }

  #end(last: Buffer): string | null {
    if (!this.#keep(last)) return null;
    const whole = Buffer.concat(this.#begun);
    this.#begun = [];
    this.#bytes = 0;
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(whole);
    } catch {
      return null;
    }
  }

  #keep(piece: Buffer): boolean {
    this.#bytes += piece.length;
    this.#begun.push(piece);
    return this.#bytes <= LARGEST_MESSAGE;
  }
}
