import { expect } from "vitest";
import type { Datastore } from "#domain/datastore.js";
import { ShosekiError } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { Host } from "#domain/host.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { Network } from "#domain/network.js";
import type { MachineFacts, VirtualMachine } from "#domain/virtual-machine.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Mutation, TaskRef } from "#providers/mutation.js";
import { inventoryOf } from "./open.js";

export const MUTATION: Mutation = { operationId: "0197a3f0-0000-7000-8000-000000000001" };

/** The machines that every world begins with. */
export const [WEB_01, WEB_02, WEB_03, DB_01, TEMPLATE] = [
  "vm-1001",
  "vm-1002",
  "vm-1003",
  "vm-1004",
  "vm-1005",
] as const;

/** All that the simulator can do; what is missing fails the test. */
export function capabilities(
  session: ProviderSession,
): Required<Omit<ProviderSession, "lacks" | "migration" | "addressOf" | "readAgainMs">> {
  const { power, guest, reconfigure, rename, lifecycle, cloning, relocation, snapshots } = session;
  const { hostPower, history, events, anchors, sessions, rights } = session;
  if (!power || !guest || !reconfigure || !rename || !lifecycle || !cloning) throw new Error("missing");
  if (!relocation || !snapshots || !hostPower || !history || !events || !anchors) throw new Error("missing");
  if (!sessions || !rights) throw new Error("missing");
  const there = { power, guest, reconfigure, rename, lifecycle, cloning, relocation, snapshots };
  return { ...session, ...there, hostPower, history, events, anchors, sessions, rights };
}

/** Waits for a task that has to succeed; gives the id of what it made. */
export async function done(session: ProviderSession, call: Promise<TaskRef>): Promise<string | null> {
  const { failed, made } = await session.ended(await call);
  expect(failed).toBeNull();
  return made;
}

/** The fault with which a call is refused, in its answer (`call:`) or by its task. */
export async function faultOf(session: ProviderSession, call: Promise<TaskRef | undefined>): Promise<string> {
  try {
    const task = await call;
    const { failed } = await session.ended(task!);
    return failed?.fault ?? "nothing";
  } catch (error) {
    if (error instanceof ShosekiError && error.problem.code === "SERVER_FAULT") {
      return `call: ${error.problem.facts.fault}`;
    }
    throw error;
  }
}

export function machine(session: ProviderSession, id: string): Promise<MachineFacts> {
  return session.read({ kind: "machine", id });
}

export function full(session: ProviderSession, id: string): Promise<FullMachine> {
  return session.read({ kind: "fullMachine", id });
}

/** What a world holds, by name; the names of a small world are all different. */
export interface Places {
  readonly all: readonly InventoryObject[];
  vm(name: string): VirtualMachine;
  host(name: string): Host;
  datastore(name: string): Datastore;
  network(name: string): Network;
  /** The id of a folder. */
  folder(name: string): string;
  /** The id of the pool of a host's cluster. */
  pool(host: string): string;
}

export async function placesOf(session: ProviderSession): Promise<Places> {
  const all = await inventoryOf(session);
  const find = <K extends InventoryObject["kind"]>(kind: K, name: string) => {
    const found = all.find((one) => one.kind === kind && one.name === name);
    if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
    return found as Extract<InventoryObject, { kind: K }>;
  };
  const hostNamed = (name: string) => find("host", `${name}.example`);
  return {
    all,
    vm: (name) => find("vm", name),
    host: hostNamed,
    datastore: (name) => find("datastore", name),
    network: (name) => find("network", name),
    folder: (name) => (all.find((one) => one.kind === "folder" && one.name === name) as InventoryObject).id,
    pool: (name) => {
      const cluster = all.find((one) => one.id === hostNamed(name).parent);
      if (cluster?.kind !== "cluster" || cluster.pool === null) throw new Error("no pool");
      return cluster.pool;
    },
  };
}
