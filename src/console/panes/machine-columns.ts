import type { Width } from "#console/widgets/columns.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { partedId } from "#inventory/joined.js";
import type { MachineColumn } from "#inventory/machine-view.js";
import type { Labels } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";
import { size } from "#messages/wording.js";
import type { Role } from "#themes/theme.js";

/** A column of the table of machines, also in the order in which `o` goes through them. */
export interface Column extends Width {
  readonly key: MachineColumn;
  readonly align: "left" | "right";
  cell(machine: VirtualMachine, inventory: Inventory, labels: Labels): string;
  role(machine: VirtualMachine): Role;
}

/** The columns of what is shown: where a machine is, where that is not always the same. */
export function machineColumns(joined: boolean): readonly Column[] {
  return MACHINE_COLUMNS.filter(({ key }) => joined || key !== "endpoint");
}

const notKnown = "-";
const plain = (): Role => "text";

/** The sign says the state without colour. */
export const POWER_SIGN: Readonly<Record<string, { readonly sign: string; readonly role: Role }>> = {
  on: { sign: "▶", role: "ok" },
  off: { sign: "■", role: "dim" },
  suspended: { sign: "‖", role: "warning" },
  standby: { sign: "‖", role: "warning" },
  unknown: { sign: "?", role: "warning" },
};

const MACHINE_COLUMNS: readonly Column[] = [
  {
    key: "name",
    min: 16,
    grow: 3,
    folds: 0,
    align: "left",
    cell: ({ name, template }) => printable(template ? `${name} ◇` : name),
    role: plain,
  },
  {
    key: "endpoint",
    min: 8,
    grow: 1,
    max: 16,
    folds: 0,
    align: "left",
    cell: ({ id }) => printable(partedId(id).endpoint),
    role: () => "info",
  },
  {
    key: "power",
    min: 7,
    grow: 2,
    max: 12,
    folds: 0,
    align: "left",
    cell: ({ power }, _, labels) => `${POWER_SIGN[power]?.sign ?? "?"} ${labels.power[power]}`,
    role: ({ power }) => POWER_SIGN[power]?.role ?? "text",
  },
  {
    key: "cpus",
    min: 6,
    grow: 0,
    folds: 2,
    align: "right",
    cell: ({ cpus }) => cpus?.toString() ?? notKnown,
    role: plain,
  },
  {
    key: "memory",
    min: 8,
    grow: 0,
    folds: 3,
    align: "right",
    cell: ({ memoryMiB }) => (memoryMiB === null ? notKnown : size(memoryMiB)),
    role: plain,
  },
  {
    key: "ip",
    min: 15,
    grow: 0,
    folds: 5,
    align: "left",
    cell: ({ ip }) => ip ?? notKnown,
    role: ({ ip }) => (ip === null ? "dim" : "text"),
  },
  {
    key: "host",
    min: 10,
    grow: 3,
    folds: 4,
    align: "left",
    cell: ({ host }, inventory) => printable(inventory.nameOf(host) ?? notKnown),
    role: plain,
  },
];
