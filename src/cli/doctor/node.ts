import type { Check } from "#cli/doctor/check.js";
import { found } from "#domain/finding.js";

/** As in package.json, whose `engines` a test holds against this. */
export const LEAST_NODE = "22.19";

export const nodeCheck: Check = {
  name: "node",
  look: async () => {
    const version = process.versions.node;
    const fine = isAtLeast(version, LEAST_NODE);
    return [fine ? found("NODE_FINE", { version }) : found("NODE_OLD", { version, needs: LEAST_NODE })];
  },
};

/** Of `major.minor` and more. */
export function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split(".").map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
