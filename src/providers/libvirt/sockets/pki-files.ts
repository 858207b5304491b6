import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Here } from "#providers/libvirt/sockets/here.js";

/** Where the certificates for TLS are, PEM all of them. */
export interface PkiFiles {
  /** Of the authorities that vouch for servers. */
  readonly authority: string;
  /** Those that they have taken back; null where there is no such list. */
  readonly revoked: string | null;
  /** The client's own; null where there is none to show. */
  readonly client: { readonly certificate: string; readonly key: string } | null;
}

/**
 * libvirt's usual places: all in `pkipath` where that is said; else what there is in `~/.pki/libvirt`, where root has nothing, and
 * for the rest `/etc/pki`.
 */
export function pkiFiles(
  pkipath: string | undefined,
  { home, isRoot }: Pick<Here, "home" | "isRoot">,
  root = "/etc/pki",
): PkiFiles {
  if (pkipath !== undefined) return found([], inOne(pkipath));
  const system = {
    authority: join(root, "CA", "cacert.pem"),
    revoked: join(root, "CA", "cacrl.pem"),
    certificate: join(root, "libvirt", "clientcert.pem"),
    key: join(root, "libvirt", "private", "clientkey.pem"),
  };
  return found(home === null || isRoot ? [] : [inOne(join(home, ".pki", "libvirt"))], system);
}

interface Files {
  readonly authority: string;
  readonly revoked: string;
  readonly certificate: string;
  readonly key: string;
}

function inOne(directory: string): Files {
  return {
    authority: join(directory, "cacert.pem"),
    revoked: join(directory, "cacrl.pem"),
    certificate: join(directory, "clientcert.pem"),
    key: join(directory, "clientkey.pem"),
  };
}

/** Each from the nearest place that has it, certificate and key together. The authority's is needed, and so has a place. */
function found(nearer: readonly Files[], last: Files): PkiFiles {
  const places = [...nearer, last];
  const client = places.find(({ certificate, key }) => existsSync(certificate) && existsSync(key));
  return {
    authority: (nearer.find(({ authority }) => existsSync(authority)) ?? last).authority,
    revoked: places.find(({ revoked }) => existsSync(revoked))?.revoked ?? null,
    client: client === undefined ? null : { certificate: client.certificate, key: client.key },
  };
}
