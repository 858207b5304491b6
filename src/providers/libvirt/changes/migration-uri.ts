import type { RpcTarget } from "#providers/libvirt/rpc/target.js";

/** What a machine calls itself. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/i;

/**
 * How another host reaches the server that is reached so from here: as it is reached from here, where that says a host, and else by
 * the name that the host gives itself and libvirt's usual way, which is TLS. Parameters say what is here alone, and are left out.
 *
 * @param hostname what the host calls itself
 */
export function migrationUri(
  { driver, transport, user, host, port, path }: RpcTarget,
  hostname: string,
): string {
  const isHere = host === null || LOOPBACK.test(host);
  const way = transport === "unix" ? driver : `${driver}+${transport}`;
  const login = user === null || transport !== "ssh" ? "" : `${encodeURIComponent(user)}@`;
  if (isHere) return `${way}://${login}${bracketed(hostname)}${path}`;
  return `${way}://${login}${bracketed(host)}${port === null ? "" : `:${port}`}${path}`;
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
