/** Why something was done by half, or is left of what was not done: the program's own names beside those of the hypervisors' faults. */
const HALF_DONE: readonly string[] = ["HALF_DONE", "VOLUME_LEFT", "CLONE_NOT_STARTED"];

/** Whether a fault is one of these: its message says what was done, and what was not. */
export function isHalfDone(fault: string): boolean {
  return HALF_DONE.includes(fault);
}
