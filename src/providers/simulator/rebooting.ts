import { perform } from "#providers/simulator/jobs.js";
import type { SimulatedServer } from "#providers/simulator/server.js";
import type { Job } from "#providers/simulator/tasks.js";
import { wait } from "#providers/simulator/wait.js";
import type { Work } from "#providers/simulator/work.js";

/** How many calls long a host is away. */
const AWAY = 10;

/** Does the work; the host goes away a call later, and comes back. */
export function rebooting(server: SimulatedServer, host: string, work: Work): Job["run"] {
  return () => {
    const outcome = perform(server.world, work);
    // A server that stops stops this as well.
    if ("made" in outcome) reboot(server, host).catch(() => {});
    return outcome;
  };
}

async function reboot({ world, latency, stopped }: SimulatedServer, host: string): Promise<void> {
  await wait(latency, stopped);
  world.changeHost(host, { connection: "notResponding", power: "off" });
  for (let call = 0; call < AWAY; call++) await wait(latency, stopped);
  world.changeHost(host, { connection: "connected", power: "on" });
}
