import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CAST_FILE, type Layout } from "#journal/layout.js";
import { tryHold } from "#journal/lock.js";

const LOCK = ".lock";
/** How often one's own is tried, and after how many milliseconds: somebody may just be looking whether it is held. */
const TRIES = 20;
const PAUSE_MS = 10;

/** Says for as long as its process lives that a recording is being written. */
export interface RecordingLock {
  /** The recording has its end in the journal: the lock's file goes. */
  release(): void;
  /** It has none: the file stays, and says so. */
  leave(): void;
}

/** @param file the recording's, `<session>-<n>.cast`; null where another process has it, or is just looking */
export function holdRecording(layout: Layout, file: string): RecordingLock | null {
  const path = pathOf(layout, file);
  return lockBy(path, tryHold(path));
}

/** The same for a recording that is begun here: who just looks is waited for. */
export function holdOwnRecording(layout: Layout, file: string): RecordingLock | null {
  const path = pathOf(layout, file);
  return lockBy(path, heldSoon(path));
}
/** Whether the process that writes this recording is still there. */
export function isRecorderAlive(layout: Layout, file: string): boolean {
  const path = pathOf(layout, file);
  if (!existsSync(path)) return false;
  const held = tryHold(path);
  held?.release();
  return held === null;
}

/** The recordings that have not been ended: some of them may still be written. By their files, in order. */
export function recordingsWithoutEnd({ sessions }: Layout): readonly string[] {
  return readdirSync(sessions)
    .filter((name) => name.endsWith(LOCK))
    .map((name) => name.slice(0, -LOCK.length))
    .filter((file) => CAST_FILE.test(file))
    .sort();
}

function lockBy(path: string, held: ReturnType<typeof tryHold>): RecordingLock | null {
  if (held === null) return null;
  return {
    release() {
      rmSync(path, { force: true });
      held.release();
    },
    leave: () => held.release(),
  };
}

function heldSoon(path: string): ReturnType<typeof tryHold> {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let tried = 1; ; tried += 1) {
    const held = tryHold(path);
    if (held !== null || tried === TRIES) return held;
    Atomics.wait(cell, 0, 0, PAUSE_MS);
  }
}

/** Beside those of sessions: in `casts/` there is nothing but recordings. */
function pathOf(layout: Layout, file: string): string {
  return join(layout.sessions, CAST_FILE.test(file) ? `${file}${LOCK}` : `none${LOCK}`);
}
