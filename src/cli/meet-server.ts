import type { Setting } from "#cli/io.js";
import { knownHostsOf } from "#cli/known-hosts-of.js";
import { knownCertificates } from "#credentials/known-hosts.js";
import { knownHostOf } from "#credentials/known-hosts-name.js";
import type { KnownCertificate } from "#domain/certificate.js";
import type { VsphereEndpoint } from "#domain/endpoint.js";
import type { MetCertificate } from "#providers/vsphere/trust.js";

/** How long a server is waited for that is only to show its certificate, in milliseconds. */
export const MEETING_MS = 10_000;

interface UsualTrust {
  readonly by: "system";
  readonly known: () => readonly KnownCertificate[];
}

/** How a server is judged of which nothing is said: by the system's authorities, then by what this operator knows of it. */
export function usualTrust(setting: Setting, endpoint: VsphereEndpoint): UsualTrust {
  const host = knownHostOf(endpoint);
  return { by: "system", known: () => knownCertificates(knownHostsOf(setting), host) };
}

/** The certificate that the server shows now, so judged. Nothing is sent. Errors: those of `meetCertificate`. */
export async function meetServer(setting: Setting, endpoint: VsphereEndpoint): Promise<MetCertificate> {
  const { meetCertificate } = await import("#providers/vsphere/meet-certificate.js");
  return await meetCertificate(endpoint, usualTrust(setting, endpoint), MEETING_MS, setting.io.stopping);
}
