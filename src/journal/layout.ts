import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeDirectory } from "#files/directories.js";

/** Where a journal keeps what. */
export interface Layout {
  readonly directory: string;
  readonly entries: string;
  /** One file a live session, locked while its process lives. */
  readonly sessions: string;
  readonly lock: string;
  readonly allowedSigners: string;
  /** The checkpoints' verifier keys. */
  readonly vkey: string;
  /** The newest checkpoint. */
  readonly checkpoint: string;
  /** Every checkpoint that was ever signed. */
  readonly checkpointsLog: string;
  /** Held by whoever signs a checkpoint. */
  readonly checkpointLock: string;
  readonly tiles: string;
  readonly blobs: string;
  /** Recordings of consoles. */
  readonly casts: string;
  /** Shifts that were taken over, as they came: `<sha256>.tar`. */
  readonly handovers: string;
  /** Derived from the entries; may be deleted at any time. */
  readonly index: string;
}

export function layoutOf(directory: string): Layout {
  return {
    directory,
    entries: join(directory, "entries"),
    sessions: join(directory, "sessions"),
    lock: join(directory, "lock.sqlite"),
    allowedSigners: join(directory, "allowed_signers"),
    checkpoint: join(directory, "checkpoint"),
    checkpointsLog: join(directory, "checkpoints.log"),
    checkpointLock: join(directory, "checkpoint.sqlite"),
    tiles: join(directory, "tile"),
    blobs: join(directory, "blobs"),
    casts: join(directory, "casts"),
    handovers: join(directory, "handovers"),
    index: join(directory, "index.sqlite"),
    vkey: join(directory, "vkey"),
  };
}

/** The name of a recording: the session that it was begun in, and which of it. */
export const CAST_FILE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d{1,6}\.cast$/;

const SEGMENT = /^(\d{12})\.jsonl$/;

/** A file of entries, named for the first seq in it. */
export interface Segment {
  readonly path: string;
  readonly name: string;
  readonly firstSeq: number;
}

export function segmentAt(layout: Layout, firstSeq: number): Segment {
  const name = `${String(firstSeq).padStart(12, "0")}.jsonl`;
  return { path: join(layout.entries, name), name, firstSeq };
}

/** In the order of their entries. Empty when there is no such directory. */
export function segmentsOf(layout: Layout): Segment[] {
  return namesIn(layout.entries)
    .filter((name) => SEGMENT.test(name))
    .sort()
    .map((name) => segmentAt(layout, Number(SEGMENT.exec(name)?.[1])));
}

/** The torn tails that were moved aside, by name. */
export function tornFilesOf(layout: Layout): string[] {
  return namesIn(layout.entries)
    .filter((name) => name.endsWith(".torn"))
    .sort();
}

/** What lies among the recordings, by name. */
export function castFilesOf(layout: Layout): string[] {
  return namesIn(layout.casts).sort();
}

/** What lies among the shifts that were taken over, by name. */
export function handoverFilesOf(layout: Layout): string[] {
  return namesIn(layout.handovers).sort();
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}

/** Makes the directories, 0700, and their names durable. */
export function makeDirectories(layout: Layout): void {
  for (const directory of [layout.directory, layout.entries, layout.sessions])
    makeDirectory(resolve(directory));
}
