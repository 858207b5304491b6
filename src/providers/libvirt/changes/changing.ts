import { failure, type ShosekiError } from "#domain/errors.js";
import type { NotAsked } from "#domain/not-asked.js";
import type { Caller } from "#providers/libvirt/caller.js";
import type { Driver } from "#providers/libvirt/drivers.js";
import type { Jobs, Work } from "#providers/libvirt/jobs/jobs.js";
import type { CallOptions } from "#providers/libvirt/rpc/rpc-client.js";
import type { RunningGuess } from "#providers/libvirt/running-guess.js";
import type { Mutation, TaskRef } from "#providers/mutation.js";

/** What it takes to change something. */
export interface Changing {
  /** For calls that change something, and for nothing else. */
  readonly changes: Caller;
  /** For what is looked at first. */
  readonly reads: Caller;
  readonly driver: Driver;
  readonly jobs: Jobs;
  readonly running: RunningGuess;
}

/** A call that takes its time is waited for as long as its connection lasts, which keepalive sees to. */
export const LONG = { timeoutMs: null } as const;

/** Begins what takes its time. `NOT_SENT` where it was stopped before. */
export function begin({ jobs }: Changing, { signal }: Mutation, work: Work): TaskRef {
  if (signal?.aborted) throw failure("NOT_SENT", { cause: "it was stopped before it was sent" });
  return jobs.begin(work);
}

/**
 * Begins a call that nothing is asked before, once it has been sent. What goes wrong until then is thrown, as the error of a call
 * (`NOT_SENT`), and nothing has begun.
 */
export async function beginSending(
  { jobs }: Changing,
  { signal }: Mutation,
  run: (options: CallOptions) => Promise<string | null>,
): Promise<TaskRef> {
  const { promise: sent, resolve, reject } = Promise.withResolvers<void>();
  const unsent = new AbortController();
  const stop = () => unsent.abort();
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  const onSent = () => {
    // From here on it is waited for as any task is.
    signal?.removeEventListener("abort", stop);
    resolve();
  };
  const running = run({ ...LONG, onSent, signal: unsent.signal });
  running.then(() => resolve(), reject);
  await sent;
  return jobs.begin({ machine: null, run: () => running });
}

/** What libvirt would do and should not, or would refuse by another name with each of its drivers: nothing has been sent. */
export function notAsked(why: NotAsked): ShosekiError {
  return failure("NOT_ASKED", why);
}

/** What the server has refused, or has done a part of, told in our words. */
export function refused(fault: string, message: string): ShosekiError {
  return failure("SERVER_FAULT", { fault, message });
}
