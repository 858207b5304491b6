const PLACE = /^(\[[^\][\s]+\]|[^:/?#@\s[\]]+)(?::(\d{1,5}))?$/u;

const DEFAULT_PORT = 443;

/**
 * A host as known hosts are compared: `vc1.example:443`, `[::1]:8443`. Whatever its case, the way its address is written
 * or its script, one host has one name (WHATWG URL, as the connection itself takes it).
 *
 * @param text `host`, `host:port`, `[address]` or `[address]:port`
 * @returns null for what is no host
 */
export function knownHostName(text: string): string | null {
  const [, host, port = String(DEFAULT_PORT)] = PLACE.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) return null;
  const url = `https://${host}`;
  if (!URL.canParse(url)) return null;
  return `${new URL(url).hostname}:${Number(port)}`;
}

/** The same of an endpoint's host, an IPv6 address without its brackets, and port. */
export function knownHostOf({ host, port }: { readonly host: string; readonly port: number }): string {
  const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  // What is no host cannot be connected to either, and no line names it.
  return knownHostName(place) ?? place;
}
