import { Checkpointer } from "#journal/checkpointer.js";
import type { Journal } from "#journal/journal.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";

/** At most one checkpoint so often while entries arrive, in milliseconds. */
const EVERY_MS = 60_000;

/** The checkpoints of a journal for as long as this process has it open. */
export interface Checkpointing {
  /** One of all that is on the disk now. Errors: those of `Checkpointer.sign`. */
  now(): Promise<Checkpoint>;
  /** Signs a last one, unless nothing was added since the newest. What goes wrong is told, and not thrown. */
  close(): Promise<void>;
}

/**
 * Signs a checkpoint a while after entries have arrived, and when asked for. Entries go on being written whatever
 * becomes of a checkpoint: the next one takes in what this one did not.
 *
 * @param onProblem told why there is no checkpoint this time
 */
export function keepCheckpoints(journal: Journal, onProblem: (error: unknown) => void): Checkpointing {
  const checkpointer = new Checkpointer(journal);
  let timer: NodeJS.Timeout | null = null;
  let unsigned = false;
  let last: Promise<unknown> = Promise.resolve();

  const sign = async (): Promise<Checkpoint> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    // One after the other: within a process, too.
    const signing = last.then(() => checkpointer.sign());
    last = signing.catch(() => undefined);
    unsigned = false;
    return await signing;
  };
  const signOrSay = async () => {
    await sign().catch((error: unknown) => {
      unsigned = true;
      onProblem(error);
    });
  };
  const stop = journal.subscribe(() => {
    unsigned = true;
    timer ??= setTimeout(() => void signOrSay(), EVERY_MS).unref();
  });
  return {
    now: sign,
    async close() {
      stop();
      if (timer !== null) clearTimeout(timer);
      await last;
      if (unsigned) await signOrSay();
    },
  };
}
