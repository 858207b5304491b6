import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { syncDirectory } from "#files/directories.js";
import { openToRead } from "#files/open-to-read.js";
import { readOrNull } from "#files/read-or-null.js";
import { writeWhole } from "#files/replace-file.js";
import type { Layout } from "#journal/layout.js";
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from "#journal/note/checkpoint.js";
import { loggedForm, parseCheckpointLog } from "#journal/note/checkpoint-log.js";

/** Enough of the end of `checkpoints.log` for some checkpoints, in bytes. */
const END_BYTES = 64 * 1024;

/** The newest checkpoint that was signed: it may be in the log only, if its writer was stopped in between. Null for none. */
export function newestCheckpoint(layout: Layout, origin: string): Checkpoint | null {
  const published = parseCheckpoint(textOf(layout.checkpoint) ?? "");
  const logged = endOfLog(layout, origin)?.newest ?? null;
  const all = [logged, published].filter((each) => each !== null && each.origin === origin);
  return all.reduce<Checkpoint | null>(
    (newest, each) => (newest === null || (each?.size ?? 0) > newest.size ? each : newest),
    null,
  );
}

/** Adds a checkpoint to the log, durably, then puts it in place as the newest. */
export function publishCheckpoint(layout: Layout, checkpoint: Checkpoint): void {
  const end = endOfLog(layout, checkpoint.origin);
  const descriptor = openSync(layout.checkpointsLog, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const { size } = fstatSync(descriptor);
    // What a writer did not finish was never published, and nobody has it.
    const whole = end?.whole ?? size;
    if (whole < size) ftruncateSync(descriptor, whole);
    const bytes = Buffer.from(`${end?.unended === true ? "\n" : ""}${loggedForm(checkpoint)}`);
    for (let at = 0; at < bytes.length; )
      at += writeSync(descriptor, bytes, at, bytes.length - at, whole + at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  // A new log, or it was not known whether its name is durable.
  if (end === null) syncDirectory(layout.directory);
  putInPlace(layout, checkpoint);
}

/** Puts a checkpoint that the log has in place as the newest: whole or not at all. The log is what has to be durable. */
export function putInPlace(layout: Layout, checkpoint: Checkpoint): void {
  const text = formatCheckpoint(checkpoint);
  if (textOf(layout.checkpoint) !== text) writeWhole(layout.checkpoint, text);
}

/** Null when there is none. */
export function textOf(path: string): string | null {
  return readOrNull(path)?.toString() ?? null;
}

/** The last checkpoint of the log, and where what is whole of the log ends, in bytes. Null when there is no log. */
function endOfLog(
  layout: Layout,
  origin: string,
): { newest: Checkpoint | null; whole: number; unended: boolean } | null {
  const end = lastBytes(layout.checkpointsLog);
  if (end === null) return null;
  const { text, from } = end;
  // From the middle of a long log: from the first checkpoint that begins there.
  const before = from === 0 ? -2 : text.indexOf(`\n\n${origin}\n`);
  // Something else stands there: it is left as it is, for `verify` to say so.
  if (before === -1) return { newest: null, whole: from + Buffer.byteLength(text), unended: false };
  const start = before + 2;
  const { checkpoints, whole, unended } = parseCheckpointLog(text.slice(start));
  const newest = checkpoints.at(-1)?.checkpoint ?? null;
  return { newest, whole: from + Buffer.byteLength(text.slice(0, start)) + whole, unended };
}

function lastBytes(path: string): { text: string; from: number } | null {
  let descriptor: number;
  try {
    descriptor = openToRead(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, END_BYTES));
    const read = readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    // From a line's beginning: not from the middle of a character.
    const skipped = buffer.length === size ? 0 : buffer.indexOf(0x0a) + 1;
    return { text: buffer.toString("utf8", skipped, read), from: size - buffer.length + skipped };
  } finally {
    closeSync(descriptor);
  }
}
