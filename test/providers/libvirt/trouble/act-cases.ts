import type { OperationRequest } from "#domain/command.js";
import type { Known, SmallWorld } from "./small-world.js";

/** One operation on a small world. */
export interface ActCase {
  readonly name: string;
  /** Null for what is to be made. */
  readonly on: Known | null;
  /** Whether the machine has a snapshot, and other memory since. */
  readonly snapshot?: true;
  /** @param name of a machine that is not there yet */
  readonly request: (name: string) => OperationRequest;
  /** Whether virsh shows that it has been done; null where it shows nothing of it. */
  readonly done: ((seen: string, world: SmallWorld) => boolean) | null;
}

/** What virsh shows of one machine. */
const of = (seen: string, name: string) =>
  seen.split("Name: ").find((part) => part.startsWith(`${name}\n`)) ?? "";

const state =
  (machine: Known | "new", expected: string): ActCase["done"] =>
  (seen, world) =>
    of(seen, world.name(machine)).includes(`\nState: ${expected}\n`);

const shows =
  (machine: Known | "new", pattern: RegExp): ActCase["done"] =>
  (seen, world) =>
    pattern.test(of(seen, world.name(machine)));

/** That there is neither the machine nor its volume. */
const gone =
  (machine: Known): ActCase["done"] =>
  (seen, world) =>
    !seen.includes(world.name(machine));

/** That there are both. */
const made: NonNullable<ActCase["done"]> = (seen, world) =>
  of(seen, world.name("new")) !== "" && seen.includes(`/${world.name("new")}.raw`);

export const ACT_CASES: readonly ActCase[] = [
  { name: "starts", on: "db", request: () => ({ name: "StartVM" }), done: state("db", "running") },
  { name: "resumes", on: "old", request: () => ({ name: "StartVM" }), done: state("old", "running") },
  { name: "stops", on: "web", request: () => ({ name: "StopVM" }), done: state("web", "shut off") },
  {
    name: "saves",
    on: "web",
    request: () => ({ name: "SuspendVM" }),
    done: shows("web", /Managed save: yes/),
  },
  { name: "resets", on: "web", request: () => ({ name: "ResetVM" }), done: null },
  {
    name: "asks the guest to shut down",
    on: "web",
    request: () => ({ name: "ShutdownGuest" }),
    done: state("web", "shut off"),
  },
  {
    name: "renames",
    on: "db",
    request: (newName) => ({ name: "RenameVM", newName }),
    done: shows("new", /.../),
  },
  {
    name: "gives processors",
    on: "db",
    request: () => ({ name: "ModifyCPU", cpus: 3 }),
    done: shows("db", /<vcpu placement='static' current='3'>4</),
  },
  {
    name: "plugs processors",
    on: "web",
    request: () => ({ name: "ModifyCPU", cpus: 3 }),
    done: shows("web", /^ ?current live 3$/m),
  },
  {
    name: "gives memory",
    on: "db",
    request: () => ({ name: "ModifyMemory", memoryMiB: 1_024 }),
    done: shows("db", /Used memory: 1048576 KiB/),
  },
  {
    name: "gives memory to what runs",
    on: "web",
    request: () => ({ name: "ModifyMemory", memoryMiB: 1_024 }),
    done: (seen, world) =>
      /Used memory: 1048576 KiB/.test(of(seen, world.name("web"))) &&
      /<currentMemory unit='KiB'>1048576</.test(of(seen, world.name("web"))),
  },
  {
    name: "adds a disk",
    on: "db",
    request: () => ({ name: "ModifyDisk", sizeMiB: 8, disk: { of: "new" } }),
    done: shows("db", /<target dev='vdb'/),
  },
  {
    name: "creates",
    on: null,
    request: (newName) => ({
      name: "CreateVM",
      newName,
      cpus: 2,
      memoryMiB: 256,
      diskMiB: 8,
      host: null,
      datastore: null,
      network: null,
      folder: null,
      guest: null,
    }),
    done: made,
  },
  {
    name: "clones",
    on: "db",
    request: (newName) => ({ name: "CloneVM", newName, host: null, datastore: null, on: false }),
    done: made,
  },
  {
    name: "clones, and starts the clone",
    on: "db",
    request: (newName) => ({ name: "CloneVM", newName, host: null, datastore: null, on: true }),
    done: state("new", "running"),
  },
  { name: "deletes", on: "db", request: () => ({ name: "DeleteVM" }), done: gone("db") },
  { name: "deletes what stands still", on: "old", request: () => ({ name: "DeleteVM" }), done: gone("old") },
  {
    name: "takes a snapshot",
    on: "web",
    request: () => ({ name: "CreateSnapshot", snapshot: "two" }),
    done: shows("web", /\ntwo\n/),
  },
  {
    name: "goes back to a snapshot",
    on: "db",
    snapshot: true,
    request: () => ({ name: "RevertSnapshot", snapshot: "one" }),
    done: shows("db", /Used memory: 524288 KiB/),
  },
  {
    name: "removes a snapshot",
    on: "db",
    snapshot: true,
    request: () => ({ name: "RemoveSnapshot", snapshot: "one" }),
    done: (seen, world) => !/\none\n/.test(of(seen, world.name("db"))),
  },
];
