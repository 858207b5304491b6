import { failure, ShosekiError } from "#domain/errors.js";
import { type Checkpointing, keepCheckpoints } from "#journal/checkpointing.js";
import type { Journal } from "#journal/journal.js";

/**
 * Keeps the checkpoints of an open journal, as `keepCheckpoints` does, and has it said when there is none, by
 * `CHECKPOINT_NOT_SIGNED`, or by what ends the journal: whatever asked for it, and for the same reason not twice in a row.
 */
export function saidCheckpoints(journal: Journal, onProblem: (error: ShosekiError) => void): Checkpointing {
  const { directory } = journal.layout;
  let said: string | null = null;
  const say = (cause: unknown): ShosekiError => {
    const error = notSigned(cause, directory);
    if (error.message !== said) onProblem(error);
    said = error.message;
    return error;
  };
  const kept = keepCheckpoints(journal, say);
  return {
    async now() {
      try {
        const checkpoint = await kept.now();
        said = null;
        return checkpoint;
      } catch (cause) {
        throw say(cause);
      }
    },
    close: () => kept.close(),
  };
}

function notSigned(cause: unknown, directory: string): ShosekiError {
  if (cause instanceof ShosekiError && (cause.code === "JOURNAL_FAILED" || cause.code === "KEY_ROTATED"))
    return cause;
  return failure("CHECKPOINT_NOT_SIGNED", { directory, cause: wordsOf(cause) }, cause);
}

function wordsOf(cause: unknown): string {
  if (!(cause instanceof ShosekiError)) return cause instanceof Error ? cause.message : String(cause);
  const { code, facts } = cause.problem;
  if (code === "JOURNAL_DAMAGED") return `${facts.where}: ${facts.problem}`;
  if (code === "JOURNAL_LOCKED") return `another process has held a lock for ${facts.seconds} s`;
  return "cause" in facts ? facts.cause : code;
}
