import { failure } from "#domain/errors.js";
import { isConnectionFault } from "#providers/connection-fault.js";
import type { Patience, Settled, TaskEnd, TaskRef } from "#providers/mutation.js";
import { SHOW_WITHIN_MS } from "#providers/show-within.js";
import type { Subject, SubjectFacts, SubjectKind } from "#providers/subject.js";
import { Tries } from "#providers/tries.js";
import type { ObjectUpdate } from "#providers/vsphere/property-collector.js";
import { moref } from "#providers/vsphere/references.js";
import { SUBJECTS, subjectMoref } from "#providers/vsphere/subjects/subjects.js";
import { taskEnd, taskProgress, toldOnce } from "#providers/vsphere/tasks/task-properties.js";
import { type Finding, type Waiter, Waiting } from "#providers/vsphere/tasks/waiting.js";
import { WatchedList } from "#providers/vsphere/tasks/watched-list.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";

/**
 * Unfinished tasks and their subjects, watched by push: what becomes of them costs one call.
 * Errors: those of that call, `GAVE_UP_WAITING`, and whatever ended the update stream. A way to the server that is gone is
 * waited for, as the stream does.
 */
export class TaskWatch {
  readonly #list: WatchedList;
  readonly #waiting = new Set<Waiter>();
  readonly #tries = new Tries();
  #lost: Error | null = null;

  constructor(client: VimClient, view: Moref) {
    this.#list = new WatchedList(client, view);
  }

  /** The end of a task, and its subject when it shows the change or has had long enough to. */
  async settled<K extends SubjectKind>(
    task: TaskRef,
    subject: Subject<K>,
    shows: (facts: SubjectFacts[K]) => boolean,
    patience: Patience = {},
  ): Promise<Settled<SubjectFacts[K]>> {
    const telling = toldOnce(patience);
    const watched = [moref("Task", task.id), subjectMoref(subject)];
    return await this.#wait<Settled<SubjectFacts[K]>>(watched, telling, () => {
      const end = this.#endOf(task, telling);
      if (end === null) return null;
      const now = () => ({ failed: end.failed, after: this.#factsOf(subject) });
      const { after } = now();
      return end.failed !== null || (after !== null && shows(after))
        ? { value: now() }
        : { otherwise: now, withinMs: SHOW_WITHIN_MS };
    });
  }

  async ended(task: TaskRef, patience: Patience = {}): Promise<TaskEnd> {
    const telling = toldOnce(patience);
    return await this.#wait<TaskEnd>([moref("Task", task.id)], telling, () => {
      const end = this.#endOf(task, telling);
      return end === null ? null : { value: end };
    });
  }

  /** A subject when it shows a change, or what was last seen of it after `withinMs`. */
  async shown<K extends SubjectKind>(
    subject: Subject<K>,
    shows: (facts: SubjectFacts[K]) => boolean,
    withinMs: number,
    patience: Patience = {},
  ): Promise<SubjectFacts[K] | null> {
    return await this.#wait<SubjectFacts[K] | null>([subjectMoref(subject)], patience, () => {
      const facts = this.#factsOf(subject);
      return facts !== null && shows(facts)
        ? { value: facts }
        : { otherwise: () => this.#factsOf(subject), withinMs };
    });
  }

  onUpdates(objects: readonly ObjectUpdate[]): void {
    this.#list.onUpdates(objects);
    for (const waiting of this.#waiting) waiting.look();
  }

  /** The way to the server is back. */
  resume(): void {
    this.#tries.again();
  }

  /** The stream has ended: nobody will push any more. The first reason stands. */
  lost(error: Error): void {
    this.#lost ??= error;
    for (const waiting of this.#waiting) waiting.fail(this.#lost);
    this.#tries.again();
  }

  async #wait<T>(watched: readonly Moref[], { signal }: Patience, look: () => Finding<T>): Promise<T> {
    if (this.#lost !== null) throw this.#lost;
    if (signal?.aborted) throw failure("GAVE_UP_WAITING", {});
    const waiting = new Waiting<T>(
      watched.map(({ id }) => id),
      look,
    );
    const giveUp = () => waiting.fail(failure("GAVE_UP_WAITING", {}));
    signal?.addEventListener("abort", giveUp, { once: true });
    this.#waiting.add(waiting);
    waiting.look();
    try {
      // The push can be faster than the answer to the call that asks for it, and either can fail first.
      const [value] = await Promise.all([waiting.result, this.#putOnList(watched, waiting)]);
      return value;
    } finally {
      signal?.removeEventListener("abort", giveUp);
      this.#waiting.delete(waiting);
      waiting.stop();
    }
  }

  /** Subjects that the server does not have are waited for until it is too late; a task that it does not have is not. */
  async #putOnList(watched: readonly Moref[], waiting: Waiter): Promise<void> {
    const missing = await this.#listed(watched, waiting);
    const task = watched.find(({ type, id }) => type === "Task" && missing.includes(id));
    if (task !== undefined) {
      const message = `the server does not know the task ${task.id} any more`;
      throw failure("SERVER_FAULT", { fault: "ManagedObjectNotFound", message });
    }
  }

  /** Asks until the server has answered, or nobody waits any more. Answers the ids that it does not have. */
  async #listed(watched: readonly Moref[], waiting: Waiter): Promise<readonly string[]> {
    const inUse = () => new Set([...this.#waiting].flatMap(({ ids }) => ids));
    for (;;) {
      try {
        const missing = await this.#list.add(watched, inUse);
        this.#tries.succeeded();
        return missing;
      } catch (error) {
        const over = this.#lost !== null || !this.#waiting.has(waiting);
        if (over || !isConnectionFault(error)) throw error;
        this.#tries.failed();
        await this.#tries.due();
      }
    }
  }

  #endOf(task: TaskRef, { onProgress }: Patience): TaskEnd | null {
    const properties = this.#list.known(task.id)?.properties;
    const end = taskEnd(properties);
    const percent = end === null ? taskProgress(properties) : null;
    if (percent !== null) onProgress?.(percent);
    return end;
  }

  #factsOf<K extends SubjectKind>(subject: Subject<K>): SubjectFacts[K] | null {
    const known = this.#list.known(subject.id);
    return known === null ? null : SUBJECTS[subject.kind].facts(known);
  }
}
