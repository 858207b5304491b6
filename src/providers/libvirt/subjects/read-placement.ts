import type { DatastoreFacts } from "#domain/datastore.js";
import { targetUnknown } from "#providers/libvirt/machine-handle.js";
import { datastoreRow } from "#providers/libvirt/rows/store-rows.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { asked, readSubject } from "#providers/libvirt/subjects/read-subject.js";
import type { Reading } from "#providers/libvirt/subjects/reading.js";
import { uuidBytes } from "#providers/libvirt/uuid.js";
import type { NetworkPort, NetworkRef, PlacementFacts, PlacementQuery } from "#providers/placement.js";

/** `virStoragePoolState`. */
const RUNNING = 2;

/** All that a placement is about, side by side. `TARGET_UNKNOWN` when any of it is gone. */
export async function readPlacement(
  reading: Reading,
  { machine, host, datastore, network }: PlacementQuery,
  signal?: AbortSignal,
): Promise<PlacementFacts> {
  const [machineFacts, hostFacts, datastoreFacts, port] = await Promise.all([
    machine === null ? null : readSubject(reading, { kind: "fullMachine", id: machine }, signal),
    host === null ? null : readSubject(reading, { kind: "host", id: host }, signal),
    datastore === null ? null : asked(datastore, signal, () => readDatastore(reading, datastore, signal)),
    network === null ? null : asked(network.id, signal, () => readNetwork(reading, network, signal)),
  ]);
  return { machine: machineFacts, host: hostFacts, datastore: datastoreFacts, network: port };
}

async function readDatastore({ caller }: Reading, id: string, signal?: AbortSignal): Promise<DatastoreFacts> {
  const uuid = uuidOf(id);
  const { pool } = await thereFor(id, caller.call(PROCEDURES.storagePoolLookupByUuid, { uuid }, { signal }));
  const { state } = await thereFor(id, caller.call(PROCEDURES.storagePoolGetInfo, { pool }, { signal }));
  const row = await datastoreRow(caller, pool, state === RUNNING);
  if (row === null) throw targetUnknown(id);
  const { name, freeMiB, accessible } = row;
  return { id, name, freeMiB, accessible };
}

/** A card is plugged in by the network's name, which is read: it may have another by now. */
async function readNetwork(
  { caller }: Reading,
  network: NetworkRef,
  signal?: AbortSignal,
): Promise<NetworkPort> {
  const { id, type } = network;
  const args = { uuid: uuidOf(id) };
  const { net } = await thereFor(id, caller.call(PROCEDURES.networkLookupByUuid, args, { signal }));
  return { id, name: net.name, type, port: {} };
}

function uuidOf(id: string): Uint8Array {
  const uuid = uuidBytes(id);
  if (uuid === null) throw targetUnknown(id);
  return uuid;
}

async function thereFor<T>(id: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw libvirtErrorOf(error) === null ? error : targetUnknown(id, error);
  }
}
