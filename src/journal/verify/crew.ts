import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { doJob, type Job, type JobKind } from "#journal/verify/job.js";
import type { OnRead } from "#journal/verify/segment-scan.js";
import type { Handed, Said } from "#journal/verify/worker.js";

/** Threads that share the work, or this one where it is not worth starting any. */
export class Crew {
  readonly #onRead: OnRead;
  readonly #size: number;
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  /** @param size how many threads; 0 for this one alone */
  constructor(size: number, onRead: OnRead) {
    this.#size = size;
    this.#onRead = onRead;
  }

  async do<K extends JobKind>(kind: K, asked: Job[K]["asked"]): Promise<Job[K]["answer"]> {
    if (this.#size === 0) {
      // So that a line that shows how far it is can be drawn, and a signal heard.
      await new Promise((resolve) => setImmediate(resolve));
      return doJob(kind, asked, this.#onRead);
    }
    const worker = await this.#free();
    try {
      return await this.#hand(worker, { kind, asked });
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(worker);
      else next(worker);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  async #free(): Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#all.length < this.#size) {
      const worker = new Worker(workerFile());
      this.#all.push(worker);
      return worker;
    }
    return await new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #hand<K extends JobKind>(worker: Worker, handed: Handed<K>): Promise<Job[K]["answer"]> {
    return await new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        worker.off("message", hear).off("error", fail);
        end();
      };
      const fail = (error: unknown) => settle(() => reject(error));
      const hear = (said: Said<K>) => {
        if ("bytes" in said) this.#onRead(said.bytes, said.entries);
        else if ("answer" in said) settle(() => resolve(said.answer));
        else fail(Object.assign(new Error(), said.error));
      };
      worker.on("message", hear).on("error", fail);
      worker.postMessage(handed);
    });
  }
}

/** Below this much to read, starting threads costs more than they save, in bytes. */
const WORTH_BYTES = 8 * 1024 * 1024;

/** How many threads for so many bytes in so many files. */
export function crewSize(bytes: number, files: number): number {
  const size = Math.min(availableParallelism(), files);
  return bytes < WORTH_BYTES || size < 2 ? 0 : size;
}

/** As it is built, whatever form this file is run in. */
function workerFile(): string {
  return createRequire(import.meta.url).resolve("#journal/verify/worker.js");
}
