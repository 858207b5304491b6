import type { Patient } from "#cli/doctor/check.js";
import { usualTrust } from "#cli/meet-server.js";
import type { LibvirtEndpoint, VsphereEndpoint } from "#domain/endpoint.js";
import type { Trust } from "#providers/vsphere/trust.js";

/** A server that was named, and how a Login would judge it. */
export interface NamedServer {
  readonly endpoint: VsphereEndpoint;
  readonly trust: Trust;
}

/** Null where none was, or what was is no server. */
export function namedServer({ setting, named }: Patient): NamedServer | null {
  if (named === null || named instanceof Error || named.endpoint.platform !== "vsphere") return null;
  const { endpoint, profile } = named;
  return { endpoint, trust: profile?.trust ?? usualTrust(setting, endpoint) };
}

/** A libvirt server that was named, with the login that its profile says. Null where none was. */
export function namedLibvirt({ named }: Patient): LibvirtEndpoint | null {
  if (named === null || named instanceof Error || named.endpoint.platform !== "libvirt") return null;
  const { endpoint, profile } = named;
  return { ...endpoint, user: profile?.user ?? endpoint.user };
}
