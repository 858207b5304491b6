import { ShosekiError } from "#domain/errors.js";
import type { ExactState } from "#domain/not-asked.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { type Changing, notAsked, refused } from "#providers/libvirt/changes/changing.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { isOff, powerState } from "#providers/libvirt/power-state.js";
import { type LibvirtError, libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { hasImage } from "#providers/libvirt/vitals.js";

/**
 * `saved`: its memory is kept in a file; `paused`: in the host's memory, its processors standing still, whoever wanted that: the guest
 * itself may (`isAsleep`).
 */
export type MachineState = ExactState;

/** In one round trip where it runs, or does not, as was guessed; else in two. */
export async function machineState(
  { reads, running }: Changing,
  id: string,
  signal?: AbortSignal,
): Promise<MachineState> {
  const dom = machineHandle(id);
  return await beforehand(async () => {
    const image = () => hasImage(reads, dom, signal);
    const [{ state, reason }, asked] = await Promise.all([
      reads.call(PROCEDURES.domainGetState, { dom, flags: 0 }, { signal }),
      running.of(id) === true ? null : image(),
    ]);
    running.note(id, !isOff(state));
    const saved = isOff(state) && (asked ?? (await image()));
    const power = powerState({ state, reason, saved });
    if (power !== "suspended") return power === "off" ? "off" : "on";
    return saved ? "saved" : "paused";
  });
}

/**
 * A state that a change can be made in. Some of libvirt's drivers say only in words that it cannot, others do something else
 * instead. Throws `NOT_ASKED` (`POWER_STATE`).
 */
export async function expectState(
  changing: Changing,
  id: string,
  needed: readonly MachineState[],
  signal?: AbortSignal,
): Promise<MachineState> {
  const state = await machineState(changing, id, signal);
  if (needed.includes(state)) return state;
  throw notAsked({ fault: "POWER_STATE", state, needs: needed });
}

/**
 * Makes a call that every driver refuses in any other state, so that nothing need be asked before it. Where it was refused, and
 * the state is why, that is thrown (`SERVER_FAULT`, `POWER_STATE`) before the driver's own words.
 *
 * @param otherwise what to do of a state instead of that call, which has done nothing
 */
export async function inState(
  changing: Changing,
  id: string,
  needed: readonly MachineState[],
  call: () => Promise<unknown>,
  otherwise: Readonly<Partial<Record<MachineState, () => Promise<unknown>>>> = {},
): Promise<void> {
  try {
    await call();
  } catch (error) {
    const said = isFault(error) ? libvirtErrorOf(error) : null;
    if (said === null) throw error;
    const state = await machineState(changing, id).catch(() => null);
    // What the driver says of a state may be of another one: some call a paused machine running.
    if (state === null) throw refused(said.fault, `${said.message} (its state could not be read after that)`);
    if (needed.includes(state)) throw error;
    const instead = otherwise[state];
    if (instead === undefined) throw unfit(state, [...needed, ...Object.keys(otherwise)], said);
    await instead();
  }
}

function isFault(error: unknown): boolean {
  return error instanceof ShosekiError && error.code === "SERVER_FAULT";
}

/** The server was asked, and has refused. */
function unfit(state: MachineState, fit: readonly string[], { message, fault }: LibvirtError) {
  const why = `the machine is ${state}, and this needs it ${fit.join(" or ")}`;
  return refused("POWER_STATE", `${why}: ${message} (${fault})`);
}
