import { watch } from "node:fs";
import type { Layout } from "#journal/layout.js";
import { type RawLine, readLines } from "#journal/read-lines.js";

/** How long at most until a line that was appended is seen where the file system tells nothing, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/** Every line of a journal, then those that are appended, until `stop`. Only whole lines. */
export async function* followLines(layout: Layout, stop: AbortSignal): AsyncGenerator<RawLine> {
  const changes = changesIn(layout.entries, stop);
  try {
    let at = { firstSeq: 0, number: 0 };
    while (!stop.aborted) {
      for await (const line of readLines(layout, at.firstSeq)) {
        const { firstSeq } = line.segment;
        const seen = firstSeq === at.firstSeq && line.number <= at.number;
        if (!line.complete || seen) continue;
        at = { firstSeq, number: line.number };
        yield line;
      }
      await changes.next();
    }
  } finally {
    changes.close();
  }
}

interface Changes {
  /** Resolves at the next change, or after a while, or at once when there was one meanwhile. */
  next(): Promise<void>;
  /** Whoever listens may stop without the signal: a watcher that stays would keep the process. */
  close(): void;
}

function changesIn(directory: string, stop: AbortSignal): Changes {
  let wake: () => void = () => undefined;
  let changed = false;
  const notice = () => {
    changed = true;
    wake();
  };
  const watcher = watch(directory, notice);
  watcher.on("error", notice);
  stop.addEventListener("abort", notice, { once: true });
  return {
    async next() {
      if (!changed) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_AGAIN_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      changed = false;
    },
    close() {
      watcher.close();
      stop.removeEventListener("abort", notice);
    },
  };
}
