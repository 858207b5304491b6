import type { Facts } from "#domain/entry.js";
import type { PowerState } from "#domain/virtual-machine.js";

/** Whoever runs virsh against a server, and gives what it prints. */
interface Virsh {
  virsh(...args: readonly string[]): Promise<string>;
}

/** A disk as virsh names it. */
interface SeenDrive {
  readonly disk: string;
  readonly diskMiB: number;
  readonly file: string;
}

/** A machine with all that virsh says of it, by the names that entries have for it. */
export interface SeenByVirsh {
  readonly facts: Facts;
  readonly drives: readonly SeenDrive[];
  readonly snapshots: readonly string[];
}

const STATES: Readonly<Record<string, PowerState>> = {
  running: "on",
  "shut off": "off",
  paused: "suspended",
};

const MIB = 1024 ** 2;

/** What one virsh, with a connection of its own, reads of a machine whose disks are in one pool. */
export async function seenByVirsh(server: Virsh, id: string, pool = "images"): Promise<SeenByVirsh> {
  const commands = [
    `dominfo ${id}`,
    `vcpucount ${id} --config --current`,
    `dumpxml ${id} --inactive --xpath /domain/currentMemory`,
    `domblklist ${id} --details`,
    `domblkinfo ${id} --all`,
    `vol-list ${pool}`,
    `snapshot-list ${id} --name`,
    `snapshot-current ${id} --name`,
    "hostname",
  ];
  const printed = await server.virsh(commands.join("; echo @@; "));
  const [info, cpus, memory, list, sizes, volumes, snapshots, current, host] = printed.split("@@");
  const said = new Map(linesOf(info).map((line) => [before(line, ":"), after(line, ":")]));
  const bytes = new Map(linesOf(sizes).map((line) => [wordsOf(line)[0], Number(wordsOf(line)[1])]));
  const drives = linesOf(list)
    .map(wordsOf)
    .filter(([, device]) => device === "disk")
    .map(([, , disk = "", file = ""]) => ({ disk, file, diskMiB: (bytes.get(disk) ?? Number.NaN) / MIB }));
  const names = linesOf(snapshots).map((line) => line.trim());
  const isInPool = drives.length > 0 && drives.every(({ file }) => volumes?.includes(file) === true);
  return {
    facts: {
      name: said.get("Name") ?? "",
      power:
        said.get("Managed save") === "yes" ? "suspended" : (STATES[said.get("State") ?? ""] ?? "unknown"),
      cpus: Number(said.get("CPU(s)")),
      memoryMiB: Number.parseInt(said.get("Used memory") ?? "", 10) / 1024,
      nextBootCpus: Number(cpus),
      nextBootMemoryMiB: Number(/>(\d+)</.exec(memory ?? "")?.[1]) / 1024,
      diskMiB: drives.reduce((sum, { diskMiB }) => sum + diskMiB, 0),
      snapshots: names.length,
      snapshot: current?.trim() || null,
      datastore: isInPool ? pool : null,
      host: host?.trim() ?? null,
      // libvirt has no folders.
      folder: "/",
    },
    drives,
    snapshots: names,
  };
}

function linesOf(text = ""): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

function wordsOf(line: string): string[] {
  return line.trim().split(/\s+/);
}

function before(line: string, sign: string): string {
  return line.slice(0, line.indexOf(sign));
}

function after(line: string, sign: string): string {
  return line.slice(line.indexOf(sign) + 1).trim();
}
