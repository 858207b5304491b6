import { parentPort } from "node:worker_threads";
import { doJob, type Job, type JobKind } from "#journal/verify/job.js";

/** What is handed to a worker, and what it says: bytes read, then what came of the job. */
export interface Handed<K extends JobKind = JobKind> {
  readonly kind: K;
  readonly asked: Job[K]["asked"];
}

export type Said<K extends JobKind = JobKind> =
  | { readonly bytes: number; readonly entries: number }
  | { readonly answer: Job[K]["answer"] }
  | { readonly error: unknown };

/** The thread that `Crew` starts: one job after the other. */
parentPort?.on("message", ({ kind, asked }: Handed) => {
  const say = (said: Said) => parentPort?.postMessage(said);
  try {
    say({ answer: doJob(kind, asked, (bytes, entries) => say({ bytes, entries })) });
  } catch (error) {
    // As data, what `readingFiles` needs to know: which file it is of, above all.
    const { message, code, syscall, path } = error as NodeJS.ErrnoException;
    say({ error: { message, code, syscall, path } });
  }
});
