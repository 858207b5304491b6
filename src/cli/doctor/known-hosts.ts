import type { Check } from "#cli/doctor/check.js";
import { knownHostsOf } from "#cli/known-hosts-of.js";
import { allKnownHosts } from "#credentials/known-hosts.js";
import { found } from "#domain/finding.js";

export const knownHostsCheck: Check = {
  name: "knownHosts",
  look: async ({ setting }) => {
    const places = knownHostsOf(setting);
    const hosts = allKnownHosts(places);
    const bare = hosts.filter(({ certificate }) => certificate === null);
    if (bare.length > 0)
      return bare.map(({ file, line, host }) => found("KNOWN_HOST_BARE", { path: file, line, host }));
    if (hosts.length === 0) return [found("KNOWN_HOSTS_NONE", { path: places.ours })];
    return [found("KNOWN_HOSTS_FINE", { count: hosts.length })];
  },
};
