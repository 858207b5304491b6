import type { Facts } from "#domain/entry.js";
import type { OtherClient, Seen } from "./rig.js";

/** Whoever runs virsh against a server, and gives what it prints. */
export interface Virsh {
  virsh(...args: readonly string[]): Promise<string>;
}

const STATES: Readonly<Record<string, Seen["power"]>> = {
  running: "on",
  "shut off": "off",
  paused: "suspended",
};

const MIB = 1024 ** 2;

/** virsh, by a connection for each of its commands. */
export function otherByVirsh(server: Virsh): OtherClient {
  return {
    read: (id) => machineByVirsh(server, id),
    machine: (id) => allByVirsh(server, id),
    host: async () => ({ name: (await server.virsh("hostname")).trim(), connection: "connected" }),
    isThere: (id) =>
      server.virsh("domstate", id).then(
        () => true,
        () => false,
      ),
    async setMemory(id, memoryMiB) {
      const most =
        Number.parseInt(said(await server.virsh("dominfo", id)).get("Max memory") ?? "", 10) / 1024;
      if (most < memoryMiB) await server.virsh("setmaxmem", id, `${memoryMiB}MiB`, "--config");
      await server.virsh("setmem", id, `${memoryMiB}MiB`, "--config");
    },
  };
}

/** A machine as `virsh dominfo` prints it. */
export async function machineByVirsh(server: Virsh, id: string): Promise<Seen> {
  const info = said(await server.virsh("dominfo", id));
  const power = STATES[info.get("State") ?? ""];
  if (power === undefined) throw new Error(`virsh sees no power state of ${id}`);
  return {
    name: info.get("Name") ?? "",
    power: info.get("Managed save") === "yes" ? "suspended" : power,
    cpus: Number(info.get("CPU(s)")),
    memoryMiB: Number.parseInt(info.get("Used memory") ?? "", 10) / 1024,
  };
}

/** With its disks, which must be volumes, and its snapshots. */
async function allByVirsh(server: Virsh, id: string): Promise<Facts> {
  const lines = async (...args: readonly string[]) =>
    (await server.virsh(...args)).split("\n").filter((line) => line.trim() !== "");
  const disks = (await lines("domblklist", id, "--details"))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, device]) => device === "disk");
  const paths = disks.flatMap(([, , , path]) => path ?? []);
  const sizes = await Promise.all(
    paths.map(async (path) => said(await server.virsh("vol-info", path, "--bytes")).get("Capacity")),
  );
  const pools = await Promise.all(paths.map((path) => server.virsh("vol-pool", path)));
  const snapshots = await lines("snapshot-list", id, "--name").catch(() => []);
  const current = await server.virsh("snapshot-current", id, "--name").catch(() => "");
  return {
    ...(await machineByVirsh(server, id)),
    host: (await server.virsh("hostname")).trim(),
    disks: disks.length,
    diskMiB: sizes.reduce((sum, size) => sum + Number.parseInt(size ?? "", 10) / MIB, 0),
    ...(pools[0] === undefined ? {} : { datastore: pools[0].trim() }),
    snapshots: snapshots.length,
    snapshot: current.trim() || null,
  };
}

function said(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
}
