import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { KnownHosts } from "#credentials/known-hosts.js";

/**
 * The files of known hosts: ours, and govc's, which are those of `GOVC_TLS_KNOWN_HOSTS` (separated as in `PATH`), or
 * `~/.govmomi/known_hosts`, where its own help has people put them (govc `about.cert`).
 *
 * @param ours where ours is
 */
export function knownHostsPlaces(
  ours: string,
  env: Readonly<Record<string, string | undefined>>,
): KnownHosts {
  const named = (env.GOVC_TLS_KNOWN_HOSTS ?? "").split(delimiter).filter((path) => path !== "");
  const usual = join(env.HOME || homedir(), ".govmomi", "known_hosts");
  return { ours, govc: named.length > 0 ? named : [usual] };
}
