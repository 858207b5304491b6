import type { Check, Patient } from "#cli/doctor/check.js";
import { namedLibvirt, namedServer } from "#cli/doctor/named-server.js";
import { MEETING_MS } from "#cli/meet-server.js";
import type { LibvirtEndpoint } from "#domain/endpoint.js";
import { type Finding, found } from "#domain/finding.js";
import { meetVsphere } from "#providers/vsphere/meet-vsphere.js";

/** How far apart the clocks may be, in seconds: entries and the server's own log are held against each other by time. */
const APART = 60;

/** What it is and what time it has there. Nobody logs in to vSphere for it. */
export const serverCheck: Check = {
  name: "server",
  look: async (patient, signal) => {
    const libvirt = namedLibvirt(patient);
    if (libvirt !== null) return await libvirtFindings(libvirt, patient, signal);
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

/** libvirt says what it is to whom it has let in: the connection is opened as a Login's would be, and let go of. */
async function libvirtFindings(
  endpoint: LibvirtEndpoint,
  { setting }: Patient,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { openLibvirt } = await import("#providers/libvirt/open.js");
  const environment = setting.io.env;
  const session = await openLibvirt({ endpoint, timeoutMs: MEETING_MS, signal, environment });
  const { product, apiVersion } = session.login;
  await session.close();
  return [found("SERVER_FINE", { product, apiVersion })];
}

function clockFindings(seconds: number | null): readonly Finding[] {
  if (seconds === null) return [];
  return [found(Math.abs(seconds) > APART ? "SERVER_CLOCK_APART" : "SERVER_CLOCK_FINE", { seconds })];
}
