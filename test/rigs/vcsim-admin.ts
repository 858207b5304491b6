/** One SOAP request as the server saw it. */
export interface ServerCall {
  /** From 1, since the last reset. */
  readonly seq: number;
  readonly method: string;
  /** The operationID header; empty without one. */
  readonly operationId: string;
  readonly soapAction: string;
  readonly userAgent: string;
  /** Managed object id (`vm-42`) and type (`VirtualMachine`). */
  readonly target: string;
  readonly targetType: string;
  /** The session's user and key; empty without a session. */
  readonly user: string;
  readonly session: string;
  /** When it arrived, ISO 8601. */
  readonly at: string;
}

/** A call that changes something, and what came of it at the server. `operationId` is the intent's id. */
export interface ServerMutation extends ServerCall {
  /** `refused` on the call; `running` until its task has ended, or it is answered where it has none. */
  readonly state: "refused" | "running" | "success" | "error";
  /** The fault's vim25 type; empty without one. */
  readonly fault: string;
}

/** A session as the server keeps it. */
export interface ServerSession {
  readonly key: string;
  readonly userName: string;
  readonly loginTime: string;
  readonly lastActiveTime: string;
  readonly userAgent: string;
  readonly ipAddress: string;
  readonly callCount: number;
}

/** A fault to come. */
export interface PlannedFault {
  /** A vim25 fault type: `InvalidState`, `NoPermission`, ... */
  readonly fault: string;
  /** The localized message; a usual one when absent. */
  readonly message?: string;
  /** The fault's own properties, by their vim25 names. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** How many times; 1 when absent, 0 for always. */
  readonly times?: number;
}

/** Scripts a running simulator. A method is a vim25 name, `ReconfigVM_Task`, or `*` for all; times are in milliseconds. */
export class VcsimAdmin {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Every call of the method takes this much longer, before the server does anything. */
  async setDelay(ms: number, method = "*"): Promise<void> {
    await this.#post("delay", { method, ms });
  }

  /** The method answers with a SOAP fault and does nothing. */
  async injectFault(method: string, fault: PlannedFault): Promise<void> {
    await this.#post("faults", { times: 1, ...fault, method });
  }

  /** The method is accepted, and its task ends in error, having done nothing. */
  async failTask(method: string, fault: PlannedFault): Promise<void> {
    await this.#post("task-faults", { times: 1, ...fault, method });
  }

  /**
   * The method's tasks stay `running` this long, their progress rising in even steps, and then do their work. At 0 a task
   * is done before its call is answered. For `ShutdownGuest`, which has no task: how long the guest takes.
   */
  async setTaskDuration(ms: number, method = "*"): Promise<void> {
    await this.#post("task-duration", { method, ms });
  }

  /** The method's tasks stay `running` until releaseTasks; with `ShutdownGuest`, guests stay up. */
  async holdTasks(method = "*"): Promise<void> {
    await this.#post("tasks/hold", { method });
  }

  /** Lets the held tasks do their work, and holds no more. */
  async releaseTasks(): Promise<void> {
    await this.#post("tasks/release", {});
  }

  /**
   * The progress, 0 to 99, that the method's running tasks report from now on; 0 is none.
   *
   * @throws Error when no such task is running.
   */
  async setProgress(percent: number, method = "*"): Promise<void> {
    await this.#post("tasks/progress", { method, percent });
  }

  /** Whether VMware Tools run in a machine (`vm-42`) while it is on; they do unless told otherwise. */
  async setTools(id: string, running: boolean): Promise<void> {
    await this.#post("tools", { vm: id, running });
  }

  /**
   * Whether logins have a privilege, on one object (`vm-42`) or on all; they do unless told otherwise. `LogUserEvent` and
   * what operates on machines and hosts ask for theirs on the object itself.
   */
  async setPrivilege(privilege: string, held: boolean, object = ""): Promise<void> {
    await this.#post("privileges", { privilege, held, object });
  }

  /** The server's clock is this far ahead of this machine's; negative is behind. */
  async setClockSkew(ms: number): Promise<void> {
    await this.#post("clock", { ms });
  }

  /** Forgets all delays, faults, durations, stopped Tools, withheld privileges and the clock's skew, and releases held tasks. */
  async reset(): Promise<void> {
    await this.#post("reset", {});
  }

  /** Ends all sessions; standing waits are answered with NotAuthenticated. Returns how many there were. */
  async endSessions(): Promise<number> {
    return (await this.#post("sessions/end", {})) as number;
  }

  async sessions(): Promise<ServerSession[]> {
    return ((await this.#request("GET", "sessions")) ?? []) as ServerSession[];
  }

  /** What was called since the last reset, in order of arrival; those for which `wanted` is true. */
  async calls(wanted: (call: ServerCall) => boolean = () => true): Promise<ServerCall[]> {
    return ((await this.#request("GET", "calls")) as ServerCall[]).filter(wanted);
  }

  /** The calls since the last reset that change something, in order of arrival, and how each has ended by now. */
  async mutations(): Promise<ServerMutation[]> {
    return (await this.#request("GET", "mutations")) as ServerMutation[];
  }

  async resetCalls(): Promise<void> {
    await this.#request("DELETE", "calls");
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    return await this.#request("POST", path, JSON.stringify(body));
  }

  async #request(method: string, path: string, body?: string): Promise<unknown> {
    const response = await fetch(`${this.#url}/${path}`, { method, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`vcsim refused ${method} /${path}: ${text.trim()}`);
    return JSON.parse(text) as unknown;
  }
}
