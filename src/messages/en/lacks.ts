import type { LackReason } from "#domain/lack.js";
import type { OperationName } from "#domain/operation-name.js";

/** Why a platform has not what an operation needs, after a colon. */
export const lackSaid: Readonly<Record<LackReason, string>> = {
  NO_SUCH_CALL: "its interface has no such call",
  DRIVER: "its driver for this hypervisor does not support it",
};

/** What to do instead. */
export function lackNext(reason: LackReason, operation: string): string {
  return (reason === "DRIVER" && driverNext[operation as OperationName]) || next[reason];
}

const next: Readonly<Record<LackReason, string>> = {
  NO_SUCH_CALL: "Do it on the host itself, and say so with note.",
  DRIVER: "Do it with the hypervisor's own tools, if they can, and say so with note.",
};

const driverNext: Readonly<Partial<Record<OperationName, string>>> = {
  ResetVM: "Stop it and start it: to its guest that is the same.",
  CreateSnapshot: "Clone the machine while it is off: the clone is as it was then.",
};
