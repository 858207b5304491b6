import type { EventRecord, TaskRecord } from "#domain/past.js";
import type { MutationKind, TaskEnd, TaskRef } from "#providers/mutation.js";
import type { Subject, SubjectKind } from "#providers/subject.js";

/** What the platform remembers of tasks. */
export interface TaskHistory {
  /** To find out what became of a call whose answer was lost. */
  tasksOf(query: TaskQuery): Promise<readonly PastTask[]>;
  /** The newest, newest first, at most `count`. */
  latest(count: number): Promise<readonly TaskRecord[]>;
}

export interface TaskQuery {
  /** The object that the platform keeps the task under; of a creation its folder. */
  readonly target: string;
  readonly kind: MutationKind;
  readonly user: string;
  /** Milliseconds since 1970 on the server's clock. */
  readonly since: number;
  readonly until: number;
}

export interface PastTask extends TaskRef, TaskEnd {
  /** Milliseconds since 1970 on the server's clock. */
  readonly queuedAt: number;
  readonly state: "queued" | "running" | "success" | "error";
}

export interface EventHistory {
  /** The newest, newest first, at most `count`; of one object, or of all. */
  latest(of: Subject<SubjectKind> | null, count: number): Promise<readonly EventRecord[]>;
}
