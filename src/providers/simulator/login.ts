import { failure, type ShosekiError } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import type { FaultKind } from "#providers/simulator/fault-plan.js";
import { passNetwork } from "#providers/simulator/network.js";
import type { SimulatedServer } from "#providers/simulator/server.js";
import { newSession } from "#providers/simulator/session.js";
import { wait } from "#providers/simulator/wait.js";
import { Way } from "#providers/simulator/way.js";

const FAULTS: Readonly<Record<FaultKind, (user: string) => ShosekiError>> = {
  refuse: refused,
  // There is no task in a login that could fail: it is refused.
  fail: refused,
  lost: () => failure("CONNECTION_LOST", { cause: "a simulated fault: the reply to login was lost" }),
  unsent: () => unreachable("login could not be sent"),
  expire: () => failure("SESSION_ENDED", {}),
};

/**
 * Logs `user` in to a server; any user and no password will do. Errors: those of the `login` faults,
 * `LOGIN_REFUSED` for `refuse` and `UNREACHABLE` for `unsent`; that one too while the way is cut.
 */
export async function logIn(
  server: SimulatedServer,
  user: string,
  way = new Way(),
): Promise<ProviderSession> {
  if (way.isCut) passNetwork(server, way);
  if (way.isCut) throw unreachable("the network is cut");
  const fault = server.faults.next("login");
  await wait(server.latency, server.stopped);
  if (fault !== null) throw FAULTS[fault](user);
  return newSession(server, user, way);
}

function unreachable(what: string): ShosekiError {
  return failure("UNREACHABLE", { endpoint: "sim:", cause: `a simulated fault: ${what}` });
}

function refused(user: string): ShosekiError {
  const message = "The login cannot be completed: the user name or password is not correct.";
  return failure("LOGIN_REFUSED", { user, fault: "InvalidLogin", message });
}
