import { watch } from "node:fs";
import { asShosekiError } from "#domain/errors.js";
import type { Journal } from "#journal/journal.js";

/** One line is several events of the file system; they are looked at once, so much later, in milliseconds. */
const SOON_MS = 20;

/**
 * Has the journal tell its listeners of what other processes of this operator write into it, as it comes. Answers how to
 * stop. What goes wrong is told: the journal may be damaged.
 */
export function followJournal(journal: Journal, onProblem: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const look = () => {
    timer = null;
    try {
      journal.refresh();
    } catch (error) {
      // Another process may hold it for a while: the next change, or our own next entry, takes in what there is.
      if (asShosekiError(error).code !== "JOURNAL_LOCKED") onProblem(error);
    }
  };
  const watcher = watch(journal.layout.entries, () => {
    timer ??= setTimeout(look, SOON_MS);
  });
  // Where it cannot be watched, our own next entry brings what others have written.
  watcher.on("error", () => undefined);
  return () => {
    watcher.close();
    if (timer !== null) clearTimeout(timer);
  };
}
