import { failure, ShosekiError } from "#domain/errors.js";
import type { WithoutRecording } from "#domain/recording.js";

/** What the system says where a disk, or somebody's share of it, is full. */
const FULL: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT"]);

/** `RECORDING_FAILED` of a file, `<session>-<n>.cast`, by what went wrong: an error of the system or of the journal. */
export function recordingFailed(file: string, cause: unknown): ShosekiError {
  const facts = { file, cause: causeOf(cause), full: isFull(cause) };
  return failure("RECORDING_FAILED", { ...facts, means: "unrecorded" }, cause);
}

/** The same error with what it means where it was met. */
export function meaning(error: ShosekiError, means: WithoutRecording): ShosekiError {
  const { problem } = error;
  return problem.code === "RECORDING_FAILED"
    ? failure("RECORDING_FAILED", { ...problem.facts, means }, error)
    : error;
}

/** In the system's words where it comes of the system. */
function causeOf(cause: unknown): string {
  if (!(cause instanceof ShosekiError)) return cause instanceof Error ? cause.message : String(cause);
  const { code, facts } = cause.problem;
  return "cause" in facts && typeof facts.cause === "string" ? facts.cause : code;
}

/** Itself, or what it comes of. */
function isFull(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return FULL.has((cause as NodeJS.ErrnoException).code) || isFull(cause.cause);
}
