import type { WriteStream } from "node:tty";
import type { RowSigns } from "#console/view/row-signs.js";

/** On it the cursor is where it was on the other screen: a frame that began there would scroll. */
const ALTERNATE_SCREEN = "\u001b[?1049h";
const HOME = "\u001b[H";

/** The terminal as Ink is to see it: the same in everything, but that signs of rows are written as their painted lines. */
export function paintingStream(stdout: WriteStream, signs: RowSigns): WriteStream {
  const painted = (text: string) =>
    signs.painted(text).replaceAll(ALTERNATE_SCREEN, `${ALTERNATE_SCREEN}${HOME}`);
  const write = (chunk: string | Uint8Array, ...rest: readonly never[]): boolean =>
    stdout.write(typeof chunk === "string" ? painted(chunk) : chunk, ...rest);
  // On another size Ink would first draw the old frame, which does not fit: the next frame is drawn in full by itself.
  const on = (event: string, listener: () => void): unknown =>
    event === "resize" ? stdout : stdout.on(event, listener);
  return new Proxy(stdout, {
    get(_, name) {
      if (name === "write") return write;
      if (name === "on") return on;
      const value: unknown = Reflect.get(stdout, name);
      // Its methods work on the stream itself.
      return typeof value === "function" ? value.bind(stdout) : value;
    },
  });
}
