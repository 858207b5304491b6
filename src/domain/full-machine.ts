import type { MachineFacts } from "#domain/virtual-machine.js";

/** A virtual machine with its disks, network cards and snapshots, which are read only where an operation is about them. */
export interface FullMachine extends MachineFacts {
  readonly disks: readonly Disk[];
  readonly cards: readonly NetworkCard[];
  /** Where another disk can be plugged in; null when there is no place left. */
  readonly diskSlot: DiskSlot | null;
  /** All of them, parents before children. */
  readonly snapshots: readonly Snapshot[];
  /** The id of the snapshot that the machine's present state goes back to first; null without snapshots. */
  readonly currentSnapshot: string | null;
  /** Its ports that lead to files or devices of the host, which a clone's do not: `serial /var/log/web.log`. Missing for none. */
  readonly hostPorts?: readonly string[];
  /** What its screen is seen by where that may want a password, a clone's the same: `vnc`. Missing for none. */
  readonly screens?: readonly string[];
  /** The id of the datastore that holds its configuration file. */
  readonly datastore: string | null;
  /** What its firmware keeps beside its disks; missing where that is nothing, or goes with them as their files do. */
  readonly firmware?: Firmware;
}

export interface Firmware {
  /** The file that its variables are in; null for none. */
  readonly variables: string | null;
  /** Whether it has a TPM whose state is kept; and whether that stays when the machine goes. */
  readonly tpm: boolean;
  readonly tpmStays: boolean;
}

export interface NetworkCard {
  /** As the platform's clients show it: `Network adapter 1`. */
  readonly label: string;
  readonly mac: string | null;
  /** The network's id, or its name where the platform gives only that; null for a card that is in none. */
  readonly network: string | null;
  readonly connected: boolean;
}

export interface Disk {
  /** The platform's own id of it on this machine, e.g. `2000`. */
  readonly id: string;
  /** As the platform's clients show it: `Hard disk 1`. */
  readonly label: string;
  readonly sizeMiB: number;
  /** `[datastore] web-01/web-01.vmdk`; null where it is no file. */
  readonly file: string | null;
  /** The platform's word for how writes to it are kept: `persistent`, `independent_persistent`, ... */
  readonly mode: string;
  readonly slot: DiskSlot;
  /** False for what is not a plain file of its own (raw devices, disks on top of another's). */
  readonly growable: boolean;
  /** Whether it stays when the machine is deleted: what others may have, too, or lies in no datastore. */
  readonly staysBehind?: true;
  /** The files that its own is on top of, from there on down: they stay when the machine is deleted. Missing where there are none, or nobody tells. */
  readonly onTopOf?: readonly string[];
}

/** A place on a controller. */
export interface DiskSlot {
  /** The controller's id on this machine, e.g. `1000`. */
  readonly controller: string;
  readonly unit: number;
}

export interface Snapshot {
  /** The platform's stable id, e.g. `snapshot-12`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** RFC 3339. */
  readonly created: string;
  /** The id of the snapshot that it was taken on top of. */
  readonly parent: string | null;
  /** The power state that going back to it leads to. */
  readonly power: "on" | "off" | "suspended" | "unknown";
}
