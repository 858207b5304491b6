import { accessSync, constants, readFileSync } from "node:fs";

/**
 * Whether guests run by the processor's own means. A /dev/kvm that opens is not enough: a host that is a guest itself may have one
 * by which a guest starts and never boots, and its processor then has neither flag.
 */
export function hasKvm(): boolean {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
    return /^flags\s*:.*\b(vmx|svm)\b/m.test(readFileSync("/proc/cpuinfo", "utf8"));
  } catch {
    return false;
  }
}
