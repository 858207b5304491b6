import type { PowerState } from "#domain/virtual-machine.js";
import type { Vitals } from "#providers/libvirt/vitals.js";

/** `virDomainState`. One that is shutting down runs until it has; one that has crashed is kept until somebody ends it. */
const STATES: readonly PowerState[] = [
  "unknown", // NOSTATE
  "on", // RUNNING
  "on", // BLOCKED
  "suspended", // PAUSED
  "on", // SHUTDOWN
  "off", // SHUTOFF
  "on", // CRASHED
  "suspended", // PMSUSPENDED
];

const PAUSED = 3;
const SHUTOFF = 5;
const PMSUSPENDED = 7;

/** Of `virDomainPausedReason`, what passes by itself: MIGRATION, SAVE, DUMP, SHUTTING_DOWN, SNAPSHOT, STARTING_UP, POSTCOPY. */
const PASSING: ReadonlySet<number> = new Set([2, 3, 4, 8, 9, 11, 12]);

/** Suspended is what a start has go on: a machine whose processors stand still, or whose memory is kept in a file. */
export function powerState({ state, reason, saved }: Pick<Vitals, "state" | "reason" | "saved">): PowerState {
  if (state === PAUSED && PASSING.has(reason)) return "on";
  const power = STATES[state] ?? "unknown";
  return power === "off" && saved ? "suspended" : power;
}

/** Whether a suspended machine's memory is in the host's, and not, or not all of it, in a file. */
export function isPaused(vitals: Pick<Vitals, "state" | "reason" | "saved">): boolean {
  return powerState(vitals) === "suspended" && !isOff(vitals.state);
}

/** Whether a `virDomainState` is that of a machine whose guest has suspended itself to memory: it wakes up, and is not resumed. */
export function isAsleep(state: number): boolean {
  return state === PMSUSPENDED;
}

/** Whether a `virDomainState` is that of a machine that does not run, whose memory may still be in a file. */
export function isOff(state: number): boolean {
  return state === SHUTOFF;
}
