import { failure } from "#domain/errors.js";
import type { OperationName } from "#domain/operation-name.js";
import type { GuestCapability } from "#providers/guest.js";
import type { Mutation } from "#providers/mutation.js";
import type { Connection } from "#providers/simulator/connection.js";
import type { Machine } from "#providers/simulator/machine.js";
import {
  invalidPowerState,
  NOT_FOR_TEMPLATES,
  OBJECT_GONE,
  type Refusal,
  TOOLS_UNAVAILABLE,
  UNREACHABLE_MACHINE,
} from "#providers/simulator/refusals.js";
import { admit } from "#providers/simulator/rights.js";
import type { SimulatedServer } from "#providers/simulator/server.js";
import { wait } from "#providers/simulator/wait.js";

/** What a guest is asked, the event that tells of it, and what the guest then does. */
interface Asked {
  readonly operation: OperationName;
  readonly what: string;
  readonly says: string;
  does(): Promise<void>;
}

/**
 * What guests can be asked. The call itself is refused: `NoPermission`, `InvalidState`, `NotSupported` (a template),
 * `InvalidPowerState`, `ToolsUnavailable`. A guest that is to shut down does so as long after the call as a task takes.
 */
export function guests(server: SimulatedServer, connection: Connection, user: string): GuestCapability {
  const { world, events, latency, stopped } = server;

  const ask = (id: string, { operation, what, says, does }: Asked, mutation: Mutation) =>
    connection.mutate("guest", mutation, () => {
      admit(server, [operation], id);
      const machine = world.machine(id);
      const refusal = machine === undefined ? OBJECT_GONE : cannotBeAsked(machine);
      if (machine === undefined || refusal !== null)
        throw failure("SERVER_FAULT", { ...(refusal ?? OBJECT_GONE) });
      events.add({ what, about: [id], user, target: machine.name, message: `${machine.name}: ${says}` });
      const reached = does();
      // A server that stops stops this as well.
      reached.catch(() => {});
      return { answer: undefined, reached };
    });

  const shutDown = async (id: string): Promise<void> => {
    await wait(latency, stopped);
    const machine = world.machine(id);
    if (machine?.power !== "on") return;
    world.changeMachine(id, { power: "off" });
    const { name } = machine;
    const message = `${name} is powered off`;
    events.add({ what: "VmPoweredOffEvent", about: [id], user: null, target: name, message });
  };

  const shutdown = (id: string): Asked => ({
    operation: "ShutdownGuest",
    what: "VmGuestShutdownEvent",
    says: "guest OS shut down",
    does: () => shutDown(id),
  });
  const reboot: Asked = {
    operation: "RebootGuest",
    what: "VmGuestRebootEvent",
    says: "guest OS reboot",
    does: () => Promise.resolve(),
  };
  return {
    shutdownGuest: (id, mutation) => ask(id, shutdown(id), mutation),
    rebootGuest: (id, mutation) => ask(id, reboot, mutation),
  };
}

function cannotBeAsked({ reachable, template, power, tools }: Machine): Refusal | null {
  if (!reachable) return UNREACHABLE_MACHINE;
  if (template) return NOT_FOR_TEMPLATES;
  if (power !== "on") return invalidPowerState(power);
  return tools ? null : TOOLS_UNAVAILABLE;
}
