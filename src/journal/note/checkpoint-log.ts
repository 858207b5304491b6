import { type Checkpoint, formatCheckpoint, parseCheckpoint } from "#journal/note/checkpoint.js";

/** One checkpoint of a file of many. */
interface LoggedCheckpoint {
  /** 1 for the first of the file. */
  readonly number: number;
  /** Null for what stands there and is no checkpoint. */
  readonly checkpoint: Checkpoint | null;
}

/** Checkpoints one after the other, as `checkpoints.log` has them, and what is left of one that was never finished. */
export interface CheckpointLog {
  readonly checkpoints: readonly LoggedCheckpoint[];
  /** Length in bytes of what comes before the unfinished end. */
  readonly whole: number;
  /** Whether the last one lacks the empty line that ends it. */
  readonly unended: boolean;
  /** Whether there is an unfinished end: its writer died, or is writing it now. */
  readonly torn: boolean;
}

/** How a checkpoint stands in a file of many: an empty line ends it. */
export function loggedForm(checkpoint: Checkpoint): string {
  return `${formatCheckpoint(checkpoint)}\n`;
}

/**
 * Reads a file of checkpoints. Each is its text, an empty line, its signature lines and an empty line; a text has no
 * empty line, so that there is one way to read it. The last may lack its empty line (a file of a single checkpoint).
 * An end that a power cut has left as zeros is unfinished too, whatever of its checkpoint comes after them.
 */
export function parseCheckpointLog(source: string): CheckpointLog {
  const zeroed = zeroedFrom(source);
  return zeroed === null ? parsed(source) : { ...parsed(source.slice(0, zeroed)), torn: true };
}

/** More than one checkpoint has: what lies further from the end is not the last write's. */
const END_CHARS = 4_096;

/** Where the first line begins that has a zero in it; null where a checkpoint comes after it, or none is near the end. */
function zeroedFrom(source: string): number | null {
  const zero = source.indexOf("\0");
  if (zero < 0 || source.length - zero > END_CHARS) return null;
  for (let at = source.indexOf("\n", zero); at >= 0; at = source.indexOf("\n", at + 1)) {
    if (parsed(source.slice(at + 1)).checkpoints.some(({ checkpoint }) => checkpoint !== null)) return null;
  }
  return source.lastIndexOf("\n", zero) + 1;
}

function parsed(source: string): CheckpointLog {
  const parts = source.split("\n\n");
  const last = parts.pop() ?? "";
  const checkpoints: LoggedCheckpoint[] = [];
  let whole = 0;
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const text = `${parts[at]}\n\n${parts[at + 1]}\n`;
    checkpoints.push({ number: checkpoints.length + 1, checkpoint: parseCheckpoint(text) });
    whole += Buffer.byteLength(text) + 1;
  }
  const rest = parts.length % 2 === 1 ? `${parts.at(-1)}\n\n${last}` : last;
  const single = parseCheckpoint(rest);
  if (single === null) return { checkpoints, whole, unended: false, torn: rest !== "" };
  checkpoints.push({ number: checkpoints.length + 1, checkpoint: single });
  return { checkpoints, whole: whole + Buffer.byteLength(rest), unended: true, torn: false };
}
