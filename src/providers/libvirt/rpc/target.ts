import type { LibvirtEndpoint } from "#domain/endpoint.js";

/** Where a libvirt server is. */
export type RpcTarget = Omit<LibvirtEndpoint, "platform">;

/** What the server itself is to open: the URI without the way to it. */
export function uriAtServer({ driver, path, query }: RpcTarget): string {
  return query.name ?? `${driver}://${path}`;
}
