import type { Check } from "#cli/doctor/check.js";
import { namedServer } from "#cli/doctor/named-server.js";
import { MEETING_MS } from "#cli/meet-server.js";
import { type Finding, found } from "#domain/finding.js";
import { meetVsphere } from "#providers/vsphere/meet-vsphere.js";

/** How far apart the clocks may be, in seconds: entries and the server's own log are held against each other by time. */
const APART = 60;

/** What it is and what time it has there. Nobody logs in. */
export const serverCheck: Check = {
  name: "server",
  look: async (patient, signal) => {
    const named = namedServer(patient);
    if (named === null) return [];
    const { product, apiVersion, clockOffset } = await meetVsphere(
      named.endpoint,
      named.trust,
      MEETING_MS,
      signal,
    );
    return [found("SERVER_FINE", { product, apiVersion }), ...clockFindings(clockOffset)];
  },
};

function clockFindings(seconds: number | null): readonly Finding[] {
  if (seconds === null) return [];
  return [found(Math.abs(seconds) > APART ? "SERVER_CLOCK_APART" : "SERVER_CLOCK_FINE", { seconds })];
}
