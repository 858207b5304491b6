import type { CapsuleFault, CapsuleFaultCode } from "#domain/capsule-fault.js";

/** What is wrong with a capsule is thrown by whatever finds it, and becomes the verdict: it goes no further than that. */
export class CapsuleUnsound extends Error {
  readonly faults: readonly CapsuleFault[];

  constructor(faults: readonly CapsuleFault[]) {
    super(faults.map(({ member, problem }) => `${member}: ${problem}`).join("; "));
    this.faults = faults;
  }
}

export function faultOf(
  member: string,
  code: CapsuleFaultCode,
  problem: string,
  seq: number | null = null,
): CapsuleFault {
  return { member, seq, code, problem };
}

/** A single thing that is wrong, to be thrown. */
export function unsound(...fault: Parameters<typeof faultOf>): CapsuleUnsound {
  return new CapsuleUnsound([faultOf(...fault)]);
}
