import { failure, ShosekiError } from "#domain/errors.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import type { Failure, TaskEnd, TaskRef } from "#providers/mutation.js";

/** VIR_ERR_OPERATION_ABORTED. */
const ABORTED = 78;

/** Of those that have ended, so many of the newest can still be asked for. */
const MOST_ENDED = 1_000;

/** What is done for a task. */
export interface Work {
  /** The id of the machine that the server has busy meanwhile: its progress is told, and it can be stopped. Null where neither is so. */
  readonly machine: string | null;
  /** Ends with the id of what was made, null where that is nothing. Rejects with the error of the call that failed. */
  run(): Promise<string | null>;
}

export interface Job {
  readonly id: string;
  readonly machine: string | null;
  /**
   * How it has ended. Rejects where nobody here knows: the connection has gone before the server answered, or the answer was
   * late, unreadable, or not waited for.
   */
  readonly ended: Promise<TaskEnd>;
  readonly hasEnded: boolean;
}

/** libvirt's calls are answered when they are done, and it has no tasks: these are the session's own, until long after their end. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  /** Those that have ended, in that order. */
  readonly #ended: string[] = [];
  #count = 0;

  /**
   * Begins what takes its time. What the server says has failed is how the task ends, and so is what could not be sent. Of the
   * latter alone it is certain that nothing was done by that call.
   */
  begin(work: Work): TaskRef {
    return { id: this.#add(work.machine, work.run()).id };
  }

  /**
   * Does what is short, and waits for it: what goes wrong is thrown, as the error of a call.
   *
   * @returns a task that has succeeded
   */
  async finish(run: () => Promise<string | null>): Promise<TaskRef> {
    const made = await run();
    return { id: this.#add(null, Promise.resolve(made)).id };
  }

  /** Throws `SERVER_FAULT` for a task that is none of this session. */
  find(id: string): Job {
    const job = this.#jobs.get(id);
    if (job !== undefined) return job;
    const message = `the task ${id} is none of this session; libvirt keeps none itself`;
    throw failure("SERVER_FAULT", { fault: "NO_SUCH_TASK", message });
  }

  #add(machine: string | null, running: Promise<string | null>): Job {
    this.#count += 1;
    const id = `job-${this.#count}`;
    let hasEnded = false;
    const ended = running
      .then((made): TaskEnd => ({ failed: null, made }), endOf)
      .finally(() => {
        hasEnded = true;
        this.#forgetOldest(id);
      });
    // One that nobody waits for may end as it likes.
    ended.catch(() => undefined);
    const job = {
      id,
      machine,
      ended,
      get hasEnded() {
        return hasEnded;
      },
    };
    this.#jobs.set(id, job);
    return job;
  }

  #forgetOldest(ended: string): void {
    this.#ended.push(ended);
    const oldest = this.#ended.length > MOST_ENDED ? this.#ended.shift() : undefined;
    if (oldest !== undefined) this.#jobs.delete(oldest);
  }
}

/** Throws what says nothing of what became of it. */
function endOf(error: unknown): TaskEnd {
  const failed = failureOf(error);
  if (failed === null) throw error;
  return { failed, made: null };
}

function failureOf(error: unknown): Failure | null {
  if (!(error instanceof ShosekiError)) return null;
  const { problem } = error;
  if (problem.code === "SERVER_FAULT") {
    return { ...problem.facts, cancelled: libvirtErrorOf(error)?.code === ABORTED };
  }
  if (problem.code === "NOT_SENT")
    return { fault: "NOT_SENT", message: problem.facts.cause, cancelled: false };
  return null;
}
