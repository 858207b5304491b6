import type { Container } from "#domain/inventory-update.js";

/** What holds all that a connection has: libvirt knows no folders, and names are one host's own. */
export const ROOT = "/";

export function rootRow(name: string): Container {
  return { kind: "folder", id: ROOT, name, parent: null, pool: ROOT };
}
