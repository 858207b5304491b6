import { machineHandle, targetUnknown } from "#providers/libvirt/machine-handle.js";
import { isOff } from "#providers/libvirt/power-state.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { Reading } from "#providers/libvirt/subjects/reading.js";
import { hasImage, runningOf, type Vitals } from "#providers/libvirt/vitals.js";

export interface MachineVitals extends Vitals {
  /** Whether it is gone for good when it stops: nothing of it is kept. */
  readonly transient: boolean;
}

/**
 * One machine's, in one round trip where it runs, or does not, as was guessed; else in two. Only of one that is off its memory
 * can be in a file, and only one that is not may have no configuration that is kept. `TARGET_UNKNOWN` when it is gone.
 */
export async function machineVitals(
  { caller, driver, running }: Pick<Reading, "caller" | "driver" | "running">,
  id: string,
  signal?: AbortSignal,
): Promise<MachineVitals> {
  const dom = machineHandle(id);
  const image = () => hasImage(caller, dom, signal);
  const kept = async () => (await caller.call(PROCEDURES.domainIsPersistent, { dom }, { signal })).persistent;
  const guess = running.of(id);
  const [[read], hadImage, wasKept] = await Promise.all([
    runningOf(caller, driver, [dom], signal),
    guess === true ? null : image(),
    guess === true && driver.isReal ? kept() : null,
  ]);
  if (read === undefined) throw targetUnknown(id);
  const off = isOff(read.state);
  running.note(id, !off);
  if (off) return { ...read, saved: hadImage ?? (await image()), transient: false };
  return { ...read, saved: false, transient: driver.isReal && (wasKept ?? (await kept())) === 0 };
}
