import type { Setting } from "#cli/io.js";
import { directoriesOf } from "#config/directories.js";
import type { KnownHosts } from "#credentials/known-hosts.js";
import { knownHostsPlaces } from "#credentials/known-hosts-places.js";

/** Where this operator has written down which certificates are known. */
export function knownHostsOf({ io }: Setting): KnownHosts {
  return knownHostsPlaces(directoriesOf(io.env).knownHosts, io.env);
}
