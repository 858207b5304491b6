/** A task as the platform remembers it, for people to read. */
export interface TaskRecord {
  /** The platform's own id, e.g. `task-123`. */
  readonly id: string;
  /** What it does, in the platform's own words: `VirtualMachine.powerOn`. */
  readonly what: string;
  /** The name of what it is done to, as the platform kept it; null where it kept none. */
  readonly target: string | null;
  readonly user: string | null;
  readonly state: "queued" | "running" | "success" | "error";
  /** Percent, while it runs and says so. */
  readonly progress: number | null;
  /** RFC 3339, on the server's clock. */
  readonly queued: string;
  readonly ended: string | null;
  /** Why it failed, in the platform's words. */
  readonly error: string | null;
}

/** An event as the platform remembers it. */
export interface EventRecord {
  readonly id: string;
  /** RFC 3339, on the server's clock. */
  readonly time: string;
  /** The platform's name for its kind: `VmPoweredOnEvent`. */
  readonly what: string;
  readonly user: string | null;
  /** The name of what it is about; null where it is about the server. */
  readonly target: string | null;
  readonly message: string;
}
