import type { Setting } from "#cli/io.js";
import type { PreparedEndpoint as Prepared } from "#cli/prepare-endpoint.js";
import type { Asking, PreparedEndpoint } from "#console/console-parts.js";
import type { Journal } from "#journal/journal.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { openSession } from "#session/open-session.js";

/**
 * An endpoint as a console has it: how it logs in there, and how it works at it.
 *
 * @param asking null as long as the console has not taken the screen
 */
export function consoleEndpoint(
  { io }: Setting,
  prepared: Prepared,
  journal: Journal,
  asking: () => Asking | null,
): PreparedEndpoint {
  const {
    connection,
    restraints,
    lockAfterMs,
    relogin,
    recording,
    name,
    endpoint,
    newTrail,
    anchorPlaces,
    approvers,
  } = prepared;
  const { password, user } = connection;
  return {
    name,
    endpoint: endpoint.name,
    user,
    relogin,
    settings: { demands: restraints.demands, confirm: restraints.confirm, lockAfterMs, approvers, recording },
    isPassword: password === null ? null : (text) => password.isIt(text),
    close: async () => connection.close(),
    logIn: (listeners, signal, reopening) =>
      openSession({
        ...listeners,
        name,
        journal,
        restraints,
        reopening,
        trail: newTrail(),
        connect: () => connection.connect(AbortSignal.any([io.stopping, signal]), asking()?.secret),
        explain: ({ problem }) => explain(problem, en).what,
        lastsUntil: signal,
        signal: io.givingUp,
        anchorPlaces,
      }),
  };
}
