import type { Mutation } from "#providers/mutation.js";

/** The sessions that the server has, as far as the login may see them. */
export interface SessionList {
  /** `SERVER_FAULT` with the fault `NoPermission` where the login may not. */
  all(): Promise<readonly ServerSession[]>;
  /** Ends another session: one mutating call, sent at most once. `SERVER_FAULT` (`NotFound`) when it is gone. */
  end(id: string, mutation: Mutation): Promise<void>;
}

export interface ServerSession {
  /** Lower-case hex SHA-256 of the server's own key of it: the key itself opens the session on some servers. */
  readonly id: string;
  readonly user: string;
}
