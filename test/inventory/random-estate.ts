import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { container, host, machine } from "./estate.js";

/** Numbers that are the same every time, so that a failure can be repeated. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % below;
  };
}

const NAMES = [
  "web",
  "Web",
  "db",
  "web-db",
  "営業",
  "サーバー",
  "ｻｰﾊﾞ",
  "app_",
  "w",
  "café",
  "a/b",
  "x[1]",
  "",
];
const HOSTS = ["host-1", "host-2", "host-3", "host-404", null] as const;
const FOLDERS = ["vm", "folder-prod", "folder-test", "folder-new", "vapp-1", "folder-404", null] as const;
const POWERS = ["on", "off", "suspended", "unknown"] as const;
const IPS = ["10.0.0", "10.0.1", "192.168.7", "fe80:"];

/** What may happen to an estate: any of it in any order, some of it making little sense. */
export function randomUpdate(random: (below: number) => number): InventoryUpdate {
  const of = <T>(all: readonly T[]) => all[random(all.length)] as T;
  const id = `vm-${random(120)}`;
  const facts: Partial<VirtualMachine> = {
    ...(random(3) === 0 && { name: `${of(NAMES)}${random(2) ? "-" : ""}${random(30)}` }),
    ...(random(3) === 0 && { power: of(POWERS) }),
    ...(random(3) === 0 && { cpus: random(5) || null }),
    ...(random(3) === 0 && { memoryMiB: random(3) * 1024 || null }),
    ...(random(3) === 0 && { ip: random(4) ? `${of(IPS)}${random(2) ? ":" : "."}${random(300)}` : null }),
    ...(random(3) === 0 && { host: of(HOSTS) }),
    ...(random(3) === 0 && { parent: of(FOLDERS) }),
    ...(random(9) === 0 && { template: random(2) === 0 }),
  };
  const others: readonly InventoryUpdate[] = [
    { change: "modify", id: "host-2", facts: { name: of(["esx-02.example", "aaa", "web-esx"]) } },
    {
      change: "enter",
      object: host("host-3", "esx-03.example", { parent: of(["cluster-1", "hosts", null]) }),
    },
    { change: "leave", id: "host-3" },
    {
      change: "enter",
      object: container("folder", "folder-new", "new", of(["folder-prod", "vm", "folder-test"])),
    },
    { change: "enter", object: container("vapp", "vapp-1", "tiers", of(["folder-prod", "vm"])) },
    {
      change: "modify",
      id: "folder-test",
      facts: { name: of(["test", "a test"]), parent: of(["vm", "folder-prod"]) },
    },
    { change: "leave", id: "folder-new" },
  ];
  const kind = random(20);
  if (kind < 6) return { change: "enter", object: { ...machine(id, `${of(NAMES)}${random(30)}`), ...facts } };
  if (kind < 8) return { change: "leave", id };
  if (kind < 9) return of(others);
  return { change: "modify", id, facts };
}

/** What an operator may type, complete or not. */
export function randomFilter(random: (below: number) => number): string {
  const words = [
    "w",
    "we",
    "web",
    "!web",
    "web*",
    "*1?",
    "db 1",
    "10.0",
    "10.0.0.2*",
    "esx",
    "サ",
    "営業*",
    "!",
    "web-[",
    "[w]*",
    "!10. w",
    "fe80",
    "e-1",
  ];
  return Array.from({ length: random(3) }, () => words[random(words.length)]).join(" ");
}

/** The host's name as a filter and a column know it. */
export function hostNameOf(inventory: Inventory, { host: id }: VirtualMachine): string {
  return inventory.nameOf(id) ?? "";
}
