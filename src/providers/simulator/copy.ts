import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { OperationName } from "#domain/operation-name.js";
import type { ProviderSession } from "#providers/contract.js";
import type { RightsSubject } from "#providers/rights.js";
import { copiedBeginning } from "#providers/simulator/copied-beginning.js";
import { learntOf } from "#providers/simulator/copied-machine.js";
import { logIn } from "#providers/simulator/login.js";
import type { Simulator } from "#providers/simulator/open.js";
import { DEFAULTS } from "#providers/simulator/options.js";
import { type SimulatedServer, startServer } from "#providers/simulator/server.js";
import type { Subject, SubjectKind } from "#providers/subject.js";

/** What is copied, and whom to ask for the rest. Nothing of it is ever changed. */
export interface Original {
  /** All that its inventory shows, in any order. */
  readonly objects: readonly InventoryObject[];
  /** A machine with its disks, snapshots and tools. */
  fullMachine(id: string): Promise<FullMachine>;
  /** Finds out what the login may not do to a machine or host: never throws. */
  learnRights(subject: RightsSubject): Promise<unknown>;
  /** Whether the login lacks the right, as far as that was found out. */
  mayNot(operation: OperationName, id: string): boolean;
  /** Told of a machine that could not be read: its copy is as its row says. */
  onUnread(id: string, error: ShosekiError): void;
}

/**
 * A server that has what another one shows: the same ids, names and states. Its machines' disks, snapshots and tools are
 * asked for when a session first looks at them. What a login may not do there it may not do here, nobody else is at work
 * on it, and its tasks take no time.
 */
export function simulatorFrom(original: Original): Simulator {
  const server = startServer(DEFAULTS, {
    beginning: copiedBeginning(original.objects),
    mayNot: (operation, id) => id !== null && original.mayNot(operation, id),
  });
  const copied = new Set(original.objects.map(({ id }) => id));
  const meetings = new Map<string, Promise<void>>();
  const meet = (subject: RightsSubject): Promise<void> => {
    // What has been made here is known already.
    if (!copied.has(subject.id)) return Promise.resolve();
    const meeting = meetings.get(subject.id) ?? learn(server, original, subject);
    meetings.set(subject.id, meeting);
    return meeting;
  };
  return {
    logIn: async (user) => meeting(await logIn(server, user ?? "operator"), meet),
    stop: () => server.stop(),
  };
}

async function learn(
  { world }: SimulatedServer,
  { fullMachine, learnRights, onUnread }: Original,
  { id, kind }: RightsSubject,
): Promise<void> {
  await learnRights({ id, kind });
  const machine = world.machine(id);
  if (kind !== "machine" || machine === undefined) return;
  try {
    world.learn(id, learntOf(machine, await fullMachine(id)));
  } catch (error) {
    onUnread(id, asShosekiError(error));
  }
}

type Meet = (subject: RightsSubject) => Promise<void>;

/** The session, with whatever it looks at met first. Nothing is anchored in what nobody keeps. */
function meeting({ anchors: _, ...session }: ProviderSession, meet: Meet): ProviderSession {
  return {
    ...session,
    async read<K extends SubjectKind>(subject: Subject<K>, signal?: AbortSignal) {
      await meet({ id: subject.id, kind: subject.kind === "host" ? "host" : "machine" });
      return await session.read(subject, signal);
    },
    async readPlacement(query, signal) {
      if (query.machine !== null) await meet({ id: query.machine, kind: "machine" });
      return await session.readPlacement(query, signal);
    },
  };
}
