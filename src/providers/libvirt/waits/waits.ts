import { failure, ShosekiError } from "#domain/errors.js";
import { isConnectionFault, isGivenUp } from "#providers/connection-fault.js";
import type { Jobs } from "#providers/libvirt/jobs/jobs.js";
import { tellProgress } from "#providers/libvirt/jobs/progress.js";
import { readSubject } from "#providers/libvirt/subjects/read-subject.js";
import type { Reading } from "#providers/libvirt/subjects/reading.js";
import type { Bell } from "#providers/libvirt/waits/bell.js";
import type { Patience, Settled, TaskEnd, TaskRef } from "#providers/mutation.js";
import { SHOW_WITHIN_MS } from "#providers/show-within.js";
import type { Subject, SubjectFacts, SubjectKind } from "#providers/subject.js";

/** It is looked at this often where nothing is heard of it. */
const LOOK_EVERY_MS = 500;

export interface WaitParts {
  readonly reading: Reading;
  readonly jobs: Jobs;
  readonly bell: Bell;
  /** Aborted, with why, when there is nothing to wait for any more. */
  readonly over: AbortSignal;
}

/** Waiting for tasks to end, and for subjects to show a change. A way to the server that is gone is waited for, too. */
export class Waits {
  readonly #parts: WaitParts;
  #asking = new AbortController();

  constructor(parts: WaitParts) {
    this.#parts = parts;
  }

  async settle<K extends SubjectKind>(
    task: TaskRef,
    subject: Subject<K>,
    shows: (facts: SubjectFacts[K]) => boolean,
    patience: Patience = {},
  ): Promise<Settled<SubjectFacts[K]>> {
    const { failed } = await this.ended(task, patience);
    if (failed === null) return { failed, after: await this.watch(subject, shows, SHOW_WITHIN_MS, patience) };
    return { failed, after: await this.watch(subject, () => true, 0, patience) };
  }

  async ended({ id }: TaskRef, { signal, onProgress }: Patience = {}): Promise<TaskEnd> {
    const { reading, jobs } = this.#parts;
    const job = jobs.find(id);
    return await this.#patiently(signal, async (until) => {
      const told = new AbortController();
      if (onProgress !== undefined && job.machine !== null && !job.hasEnded) {
        void tellProgress(reading.caller, job.machine, onProgress, AbortSignal.any([until, told.signal]));
      }
      try {
        return await unlessAborted(job.ended, until);
      } finally {
        told.abort();
      }
    });
  }

  /** Looks whenever something is heard of it, at once and at the end too; and no more, once it is gone. */
  async watch<K extends SubjectKind>(
    subject: Subject<K>,
    shows: (facts: SubjectFacts[K]) => boolean,
    withinMs: number,
    { signal }: Patience = {},
  ): Promise<SubjectFacts[K] | null> {
    const deadline = performance.now() + withinMs;
    return await this.#patiently(signal, async (until) => {
      let seen: SubjectFacts[K] | null = null;
      for (;;) {
        const isLast = performance.now() >= deadline;
        const look = await this.#look(subject, until);
        if (look !== undefined) seen = look;
        if (look === null || (look && shows(look))) return look;
        const leftMs = deadline - performance.now();
        if (isLast) return seen;
        await this.#parts.bell.wait(subject.id, Math.min(Math.max(0, leftMs), LOOK_EVERY_MS), until);
      }
    });
  }

  /** What is being asked for is asked for again, on a new connection. */
  resume(): void {
    this.#asking.abort();
    this.#asking = new AbortController();
  }

  /** Null when it is gone, undefined when nobody can tell just now. Rejects with the reason of `until`. */
  async #look<K extends SubjectKind>(
    subject: Subject<K>,
    until: AbortSignal,
  ): Promise<SubjectFacts[K] | null | undefined> {
    until.throwIfAborted();
    const signal = AbortSignal.any([until, this.#asking.signal]);
    try {
      return await readSubject(this.#parts.reading, subject, signal);
    } catch (error) {
      until.throwIfAborted();
      if (isConnectionFault(error) || isGivenUp(error)) return undefined;
      if (error instanceof ShosekiError && error.code === "TARGET_UNKNOWN") return null;
      throw error;
    }
  }

  /** Rejects with `GAVE_UP_WAITING` once the signal is aborted, and with why it is over once that is so. */
  async #patiently<T>(signal: AbortSignal | undefined, work: (until: AbortSignal) => Promise<T>): Promise<T> {
    const { over } = this.#parts;
    try {
      return await work(signal === undefined ? over : AbortSignal.any([over, signal]));
    } catch (error) {
      over.throwIfAborted();
      throw signal?.aborted ? failure("GAVE_UP_WAITING", {}, error) : error;
    }
  }
}

async function unlessAborted<T>(promise: Promise<T>, until: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(until.reason);
  if (until.aborted) stop();
  until.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    until.removeEventListener("abort", stop);
  }
}
