import { failure, type ShosekiError } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import type { FaultKind } from "#providers/simulator/fault-plan.js";
import type { SimulatedServer } from "#providers/simulator/server.js";
import { newSession } from "#providers/simulator/session.js";
import { wait } from "#providers/simulator/wait.js";

const FAULTS: Readonly<Record<FaultKind, (user: string) => ShosekiError>> = {
  refuse: refused,
  // There is no task in a login that could fail: it is refused.
  fail: refused,
  lost: () => failure("CONNECTION_LOST", { cause: "a simulated fault: the reply to login was lost" }),
  unsent: () =>
    failure("UNREACHABLE", { endpoint: "sim:", cause: "a simulated fault: login could not be sent" }),
  expire: () => failure("SESSION_ENDED", {}),
};

/**
 * Logs `user` in to a server; any user and no password will do. Errors: those of the `login` faults,
 * `LOGIN_REFUSED` for `refuse` and `UNREACHABLE` for `unsent`.
 */
export async function logIn(server: SimulatedServer, user: string): Promise<ProviderSession> {
  const fault = server.faults.next("login");
  await wait(server.latency, server.stopped);
  if (fault !== null) throw FAULTS[fault](user);
  return newSession(server, user);
}

function refused(user: string): ShosekiError {
  const message = "The login cannot be completed: the user name or password is not correct.";
  return failure("LOGIN_REFUSED", { user, fault: "InvalidLogin", message });
}
