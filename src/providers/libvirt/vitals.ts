import type { Caller } from "#providers/libvirt/caller.js";
import type { Driver } from "#providers/libvirt/drivers.js";
import { isMachine, isMachineGone, machineId } from "#providers/libvirt/machine-handle.js";
import type { DomainHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { valuesOf } from "#providers/libvirt/rpc/typed-params.js";

/** What is looked at again and again of every machine: as it runs, or as it would start where it does not. */
export interface Vitals {
  readonly dom: DomainHandle;
  /** `virDomainState`. */
  readonly state: number;
  /** The state's own reason, 0 where the driver tells none. */
  readonly reason: number;
  /** Null where the driver does not say just now. */
  readonly cpus: number | null;
  readonly memoryKiB: number | null;
  /** Whether its memory is kept in a file, from which it would go on (`virDomainManagedSave`). */
  readonly saved: boolean;
}

/** VIR_DOMAIN_STATS_STATE, _BALLOON and _VCPU. */
const STATS = (1 << 0) | (1 << 2) | (1 << 3);
/** VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT: a machine in the middle of something holds nobody up. */
const NO_WAIT = 1 << 29;
/** VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE. */
const SAVED = 1 << 8;

/** All machines that there are: one round trip where the driver has statistics, else two, whatever their number. */
export async function vitalsOfAll(caller: Caller, driver: Driver): Promise<readonly Vitals[]> {
  const saved = list(caller, SAVED);
  const read = driver.hasStats
    ? statsOf(caller, [])
    : list(caller, 0).then((doms) => infosOf(caller, doms.filter(isMachine)));
  const [all, withImage] = await Promise.all([read, saved]);
  const ids = new Set(withImage.map(machineId));
  return all
    .filter(({ dom }) => isMachine(dom))
    .map((each) => ({ ...each, saved: ids.size > 0 && ids.has(machineId(each.dom)) }));
}

/** Some machines, in one round trip; those that are gone are left out. */
export async function vitalsOf(
  caller: Caller,
  driver: Driver,
  doms: readonly DomainHandle[],
  signal?: AbortSignal,
): Promise<readonly Vitals[]> {
  if (doms.length === 0) return [];
  const [read, saved] = await Promise.all([
    runningOf(caller, driver, doms, signal),
    Promise.all(doms.map((dom) => hasImage(caller, dom, signal))),
  ]);
  const ids = new Set(doms.filter((_, index) => saved[index]).map(machineId));
  return read.map((each) => ({ ...each, saved: ids.has(machineId(each.dom)) }));
}

/** What is known of a machine before it is known whether its memory is in a file. */
type Unsaved = Omit<Vitals, "saved">;

/** As they run, in one round trip; those that are gone are left out. */
export function runningOf(
  caller: Caller,
  driver: Driver,
  doms: readonly DomainHandle[],
  signal?: AbortSignal,
): Promise<readonly Unsaved[]> {
  return driver.hasStats ? statsOf(caller, doms, signal) : infosOf(caller, doms, signal);
}

async function list(caller: Caller, flags: number): Promise<readonly DomainHandle[]> {
  return (await caller.call(PROCEDURES.connectListAllDomains, { needResults: 1, flags })).domains;
}

async function statsOf(
  caller: Caller,
  doms: readonly DomainHandle[],
  signal?: AbortSignal,
): Promise<readonly Unsaved[]> {
  const args = { doms, stats: STATS, flags: NO_WAIT };
  const { retStats } = await caller.call(PROCEDURES.connectGetAllDomainStats, args, { signal });
  return retStats.map(({ dom, params }) => {
    const values = valuesOf(params);
    const number = (name: string) => {
      const value = values.get(name);
      return typeof value === "number" || typeof value === "bigint" ? Number(value) : null;
    };
    return {
      dom,
      state: number("state.state") ?? 0,
      reason: number("state.reason") ?? 0,
      cpus: number("vcpu.current"),
      memoryKiB: number("balloon.current"),
    };
  });
}

async function infosOf(
  caller: Caller,
  doms: readonly DomainHandle[],
  signal?: AbortSignal,
): Promise<readonly Unsaved[]> {
  const infos = await Promise.all(doms.map((dom) => infoOf(caller, dom, signal)));
  return infos.filter((each) => each !== null);
}

async function infoOf(caller: Caller, dom: DomainHandle, signal?: AbortSignal): Promise<Unsaved | null> {
  try {
    const info = await caller.call(PROCEDURES.domainGetInfo, { dom }, { signal });
    return { dom, state: info.state, reason: 0, cpus: info.nrVirtCpu, memoryKiB: Number(info.memory) };
  } catch (error) {
    if (isMachineGone(error)) return null;
    throw error;
  }
}

/** Whether its memory is in a file; not, where it is gone. */
export async function hasImage(caller: Caller, dom: DomainHandle, signal?: AbortSignal): Promise<boolean> {
  try {
    const { result } = await caller.call(PROCEDURES.domainHasManagedSaveImage, { dom, flags: 0 }, { signal });
    return result === 1;
  } catch (error) {
    if (isMachineGone(error)) return false;
    throw error;
  }
}
