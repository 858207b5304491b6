import { failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { HostFacts } from "#domain/host.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import { isConnectionFault } from "#providers/connection-fault.js";
import { isMachineGone, machineHandle, targetUnknown } from "#providers/libvirt/machine-handle.js";
import { isOff } from "#providers/libvirt/power-state.js";
import { hostFacts } from "#providers/libvirt/rows/host-row.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { chainOf } from "#providers/libvirt/subjects/backing-chain.js";
import { briefMachine } from "#providers/libvirt/subjects/brief-machine.js";
import { cardsOf } from "#providers/libvirt/subjects/cards.js";
import { freeSlot } from "#providers/libvirt/subjects/disk-slot.js";
import { diskOf, fileOf, isDisk } from "#providers/libvirt/subjects/disks.js";
import { INACTIVE, withDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { storageOf } from "#providers/libvirt/subjects/drive-storage.js";
import { drivesOf } from "#providers/libvirt/subjects/drives.js";
import { firmwareOf } from "#providers/libvirt/subjects/firmware.js";
import { hostPortsSaid, screensOf } from "#providers/libvirt/subjects/host-ports.js";
import { type MachineParts, machineFacts } from "#providers/libvirt/subjects/machine-facts.js";
import { machineVitals } from "#providers/libvirt/subjects/machine-vitals.js";
import type { Reading } from "#providers/libvirt/subjects/reading.js";
import { snapshotsOf } from "#providers/libvirt/subjects/snapshots.js";
import type { Subject, SubjectFacts, SubjectKind } from "#providers/subject.js";

type Reader<K extends SubjectKind> = (
  reading: Reading,
  id: string,
  signal?: AbortSignal,
) => Promise<SubjectFacts[K]>;

const READERS: { readonly [K in SubjectKind]: Reader<K> } = { briefMachine, machine, fullMachine, host };

/** A subject as the server tells it now. `TARGET_UNKNOWN` when it is gone. */
export async function readSubject<K extends SubjectKind>(
  reading: Reading,
  { kind, id }: Subject<K>,
  signal?: AbortSignal,
): Promise<SubjectFacts[K]> {
  return await asked(id, signal, () => READERS[kind](reading, id, signal));
}

/** What a read's errors mean: a target that is gone, or whoever asked for it has stopped. */
export async function asked<T>(
  id: string,
  signal: AbortSignal | undefined,
  read: () => Promise<T>,
): Promise<T> {
  try {
    if (signal?.aborted) throw failure("GAVE_UP_WAITING", {});
    return await read();
  } catch (error) {
    if (isMachineGone(error)) throw targetUnknown(id, error);
    throw signal?.aborted && isConnectionFault(error) ? failure("GAVE_UP_WAITING", {}, error) : error;
  }
}

/** In one round trip, or two where it runs and nobody has guessed so. */
async function parts(reading: Reading, id: string, signal?: AbortSignal): Promise<MachineParts> {
  const { caller, driver, host, running } = reading;
  const [vitals, documents] = await withDocuments(
    { caller, running, flags: INACTIVE, signal },
    id,
    machineVitals(reading, id, signal),
    ({ state }) => isOff(state),
  );
  return { id, host: host.id, driver, vitals, documents };
}

async function machine(reading: Reading, id: string, signal?: AbortSignal): Promise<MachineFacts> {
  return machineFacts(await parts(reading, id, signal));
}

/** In four round trips, where no disk is said to be a volume by name or is on top of others. */
async function fullMachine(reading: Reading, id: string, signal?: AbortSignal): Promise<FullMachine> {
  const { caller, driver } = reading;
  const dom = machineHandle(id);
  const [machine, { heldFiles, ...snapshots }] = await Promise.all([
    parts(reading, id, signal),
    snapshotsOf(caller, id, dom, { signal }),
  ]);
  const { live } = machine.documents;
  const drives = drivesOf(live);
  const withDisks = drives.filter(isDisk);
  const storage = await Promise.all(withDisks.map((each) => storageOf(caller, dom, each, { signal })));
  const chains = await Promise.all(
    withDisks.map((each, index) => chainOf(caller, each, storage[index]?.volume ?? null, { signal })),
  );
  const disks = withDisks.flatMap((each, index) => {
    const lies = storage[index];
    if (lies === undefined) return [];
    const files = new Set([...(chains[index] ?? []), ...(heldFiles.get(each.target) ?? [])]);
    files.delete(fileOf(each.source) ?? "");
    return [diskOf(each, lies, [...files])];
  });
  const firmware = firmwareOf(machine.documents.configured);
  return {
    ...machineFacts(machine),
    disks,
    cards: cardsOf(live),
    diskSlot: freeSlot(disks, new Set(drives.map(({ target }) => target)), driver.diskBus),
    ...snapshots,
    hostPorts: hostPortsSaid(machine.documents.configured),
    screens: screensOf(machine.documents.configured),
    datastore: storage.find(({ datastore }) => datastore !== null)?.datastore ?? null,
    ...(firmware === null ? {} : { firmware }),
  };
}

/** Asks, so that what is told of the host is that it answers. */
async function host({ caller, host: known }: Reading, id: string, signal?: AbortSignal): Promise<HostFacts> {
  if (id !== known.id) throw targetUnknown(id);
  const { hostname } = await caller.call(PROCEDURES.connectGetHostname, {}, { signal });
  return hostFacts({ ...known, name: hostname });
}
