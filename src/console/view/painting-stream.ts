import type { WriteStream } from "node:tty";
import type { RowSigns } from "#console/view/row-signs.js";

/** The terminal as Ink is to see it: the same in everything, but that signs of rows are written as their painted lines. */
export function paintingStream(stdout: WriteStream, signs: RowSigns): WriteStream {
  const write = (chunk: string | Uint8Array, ...rest: readonly never[]): boolean =>
    stdout.write(typeof chunk === "string" ? signs.painted(chunk) : chunk, ...rest);
  return new Proxy(stdout, {
    get(_, name) {
      if (name === "write") return write;
      const value: unknown = Reflect.get(stdout, name);
      // Its methods work on the stream itself.
      return typeof value === "function" ? value.bind(stdout) : value;
    },
  });
}
