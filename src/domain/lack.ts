/**
 * Why a platform has not what an operation needs. `NO_SUCH_CALL`: its interface has nothing for it; `DRIVER`: the interface has,
 * but not for this hypervisor.
 */
export type LackReason = "NO_SUCH_CALL" | "DRIVER";
