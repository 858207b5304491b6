import type { CapsuleProblem } from "#domain/capsule-problem.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import { canonical } from "#journal/canonical.js";

export const CAPSULE_FORMAT = "shoseki-capsule/1";

/** The SSHSIG namespace of capsules: what is signed for anything else is none. */
export const CAPSULE_NAMESPACE = "capsule@shoseki";

export const MAX_CAPSULE_BYTES = 16 * 1024 * 1024;

/** A journal's line, and the hashes that prove it to be in the checkpoint's tree, from the leaf's sibling up, in base64. */
export interface ProvenLine {
  readonly seq: number;
  readonly line: string;
  readonly proof: readonly string[];
}

/**
 * What is signed: a run of a procedure, cut out of the journal that it is in. What was recorded before the run came there
 * is in the capsules that its `TakeOverRun` name, so that no entry is handed over twice.
 */
export interface CapsuleContent {
  readonly format: typeof CAPSULE_FORMAT;
  /** The run's UUIDv7. */
  readonly run: string;
  /** The journal's name. */
  readonly origin: string;
  /** A C2SP signed note, of a tree that has all lines that are here. */
  readonly checkpoint: string;
  /** The journal's key entries, each of which introduces a key: the first has `seq` 0. */
  readonly keys: readonly ProvenLine[];
  /** The journal's entries of the run, in order, but for those that a capsule has which the run came in. */
  readonly entries: readonly ProvenLine[];
  /** What was too long for a line, by its lower-case hex SHA-256. */
  readonly blobs: Readonly<Record<string, string>>;
}

export interface SignedCapsule {
  readonly capsule: CapsuleContent;
  /** What `ssh-keygen -Y sign -n capsule@shoseki` makes over the content in JCS (RFC 8785). */
  readonly signature: string;
}

/**
 * A line of a capsule's file: JCS and a newline. A capsule is named by the SHA-256 of its line; the file is the line of the
 * newest, and after it once each of those that it names and these name, in the order of `chainOf`.
 */
export function capsuleLine(signed: SignedCapsule): Buffer {
  return Buffer.from(`${canonical(signed)}\n`);
}

/** @param seq of the entry that it is about, where it is about one */
export function invalid(path: string, problem: CapsuleProblem, seq: number | null = null): ShosekiError {
  return failure("CAPSULE_INVALID", { path, problem, seq });
}
