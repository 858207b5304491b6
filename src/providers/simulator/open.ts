import type { SimulatorOptions } from "#domain/endpoint.js";
import type { ProviderSession } from "#providers/contract.js";
import { logIn } from "#providers/simulator/login.js";
import { startServer } from "#providers/simulator/server.js";

const DEFAULT_USER = "operator";

/**
 * Opens a session on a fresh simulated server of its own, which is gone when the session is closed.
 *
 * @param user the login that the server reports; null for `operator`
 * @throws {ShosekiError} `LOGIN_REFUSED`, `UNREACHABLE`, `CONNECTION_LOST` or `SESSION_ENDED`, where the options
 *   have such a fault of `login`
 */
export async function openSimulator(
  options: SimulatorOptions,
  user: string | null,
): Promise<ProviderSession> {
  const server = startServer(options);
  const session = await logIn(server, user ?? DEFAULT_USER).catch((error: unknown) => {
    server.stop();
    throw error;
  });
  return {
    ...session,
    close: async () => {
      await session.close();
      server.stop();
    },
  };
}
