import { rmSync } from "node:fs";
import { v7 as uuidv7 } from "uuid";
import type { Setting } from "#cli/io.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import type { RehearsalWarning } from "#domain/rehearsal.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import type { Copy, CopyMaker } from "#procedures/rehearsal/copy.js";
import { openSession } from "#session/open-session.js";
import type { Restraints } from "#session/restraints.js";
import { saidCheckpoints } from "#session/said-checkpoints.js";
import type { Session } from "#session/session.js";
import { Trail } from "#session/trail.js";

/**
 * Makes copies of what sessions see, in the embedded simulator: each has a journal of its own, which goes with it. What the
 * session may not do may not be done there either; only that the operator wants nothing changed now is no reason not to
 * rehearse.
 *
 * @param readOnlyOf whether the profile wants nothing changed, where that is not what the session's restraints say
 */
export function copyMaker(
  setting: Setting,
  readOnlyOf = (live: Session): boolean => live.restraints.readOnly === "profile",
): CopyMaker {
  return async (live) => {
    const readOnly = readOnlyOf(live) ? ("profile" as const) : null;
    // Nobody hands the copy's journal over.
    const restraints = { ...live.restraints, readOnly, holdUntilHandover: false };
    const [operator, session] = [operatorHere(), uuidv7()];
    const opened = await openJournal(setting, { named: null, simulated: true, operator, session });
    const { journal, key, directory } = opened;
    const discard = () => {
      journal.close();
      rmSync(directory, { recursive: true, force: true });
    };
    try {
      const { HST } = live.login;
      const circumstances = { ...operator, key, session, endpoint: HST.endpoint, platform: "simulator" };
      return await copyIn(live, {
        journal,
        restraints,
        trail: new Trail(journal, circumstances, live.login.USR.name),
        discard,
      });
    } catch (error) {
      discard();
      throw error;
    }
  };
}

interface Throwaway extends Pick<Copy, "journal"> {
  readonly trail: Trail;
  readonly restraints: Restraints;
  discard(): void;
}

async function copyIn(live: Session, { journal, trail, restraints, discard }: Throwaway): Promise<Copy> {
  const { simulatorFrom } = await import("#providers/simulator/copy.js");
  const { inventory, rights } = live;
  const unread: RehearsalWarning[] = [];
  const simulator = simulatorFrom({
    objects: inventory.objects(),
    fullMachine: (id) => live.fullMachine({ by: "id", text: `@${id}`, id }),
    learnRights: (subject) => rights.learn([subject]),
    mayNot: (operation, id) => rights.lacking(id, operation) !== null,
    onUnread: (id, { code }) => unread.push({ kind: "UNREAD", id, name: inventory.nameOf(id) ?? id, code }),
  });
  // Nobody is to hear of checkpoints of what nobody keeps.
  const checkpoints = saidCheckpoints(journal, () => undefined);
  try {
    const session = await openSession({
      name: live.name,
      journal,
      trail,
      connect: () => simulator.logIn(live.login.USR.name),
      explain: ({ problem }) => explain(problem, en).what,
      onEntry: () => undefined,
      onProblem: () => undefined,
      checkpoints,
      anchorPlaces: [],
      restraints,
    });
    return {
      session,
      journal,
      warnings: () => unread,
      close: async () => {
        await session.logout().finally(() => checkpoints.close());
        simulator.stop();
        discard();
      },
    };
  } catch (error) {
    await checkpoints.close();
    simulator.stop();
    throw error;
  }
}
