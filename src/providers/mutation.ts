/** One mutating call: the intent's id travels with it into the server's own log. */
export interface Mutation {
  readonly operationId: string;
  readonly signal?: AbortSignal;
}

/** The platform's own id of a task, e.g. `task-123`. */
export interface TaskRef {
  readonly id: string;
}

/** How the end of a task is waited for. */
export interface Patience {
  /** Aborted: no longer. */
  readonly signal?: AbortSignal;
  /** Told of the percentage done, each time that the server reports another. */
  readonly onProgress?: (percent: number) => void;
}

export interface Failure {
  /** The platform's name of it; `NOT_SENT` of a task of the provider's own that could not be sent, and one of `isHalfDone`. */
  readonly fault: string;
  readonly message: string;
  /** Whether it failed because somebody had it cancelled. */
  readonly cancelled: boolean;
}

export interface Settled<F> {
  /** Null when the task succeeded. */
  readonly failed: Failure | null;
  /** Null when the subject could not be read any more. */
  readonly after: F | null;
}

export interface TaskEnd {
  readonly failed: Failure | null;
  /** The id of what it made, where it made something. */
  readonly made: string | null;
}

/** Calls that start a task. */
export type MutationKind =
  | "powerOn"
  | "powerOff"
  | "reset"
  | "suspend"
  | "reconfigure"
  | "rename"
  | "create"
  | "clone"
  | "destroy"
  | "relocate"
  | "moveToFolder"
  | "createSnapshot"
  | "revertSnapshot"
  | "removeSnapshot"
  | "shutdownHost"
  | "rebootHost"
  | "enterMaintenance"
  | "exitMaintenance";
