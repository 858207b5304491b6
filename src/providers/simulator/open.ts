import type { SimulatorOptions } from "#domain/endpoint.js";
import { failure } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import { logIn } from "#providers/simulator/login.js";
import { startServer } from "#providers/simulator/server.js";
import { Way } from "#providers/simulator/way.js";

const DEFAULT_USER = "operator";

/** A simulated server of one console's own, on which it may log in as often as it likes. */
export interface Simulator {
  /**
   * A session on it. Closing that leaves the server as it is.
   *
   * @param user the login that the server reports; null for `operator`
   * @param signal aborted: the login is not waited for
   * @throws {ShosekiError} `STOPPED_BY_OPERATOR`; `LOGIN_REFUSED`, `UNREACHABLE`, `CONNECTION_LOST` or `SESSION_ENDED`,
   *   where the options have such a fault of `login`, and `UNREACHABLE` while one of `network` lasts
   */
  logIn(user: string | null, signal?: AbortSignal): Promise<ProviderSession>;
  /** The end of the server and of all it is doing. */
  stop(): void;
}

/** Starts a fresh simulated server: its world is there until it is stopped. */
export function simulatorAt(options: SimulatorOptions): Simulator {
  const server = startServer(options);
  const way = new Way();
  return {
    async logIn(user, signal) {
      if (signal?.aborted) throw failure("STOPPED_BY_OPERATOR", {});
      const session = await logIn(server, user ?? DEFAULT_USER, way);
      if (!signal?.aborted) return session;
      await session.logout();
      await session.close();
      throw failure("STOPPED_BY_OPERATOR", {});
    },
    stop: () => server.stop(),
  };
}
