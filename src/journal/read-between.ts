import { readSync } from "node:fs";

/** The bytes of an open file between two places in it; fewer where it ends before. */
export function readBetween(descriptor: number, from: number, to: number): Buffer {
  const buffer = Buffer.alloc(Math.max(to - from, 0));
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, from + length);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}
