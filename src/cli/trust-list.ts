import type { Setting } from "#cli/io.js";
import { knownHostsOf } from "#cli/known-hosts-of.js";
import { allKnownHosts } from "#credentials/known-hosts.js";
import { knownLines } from "#listings/certificate-lines.js";
import { printable } from "#messages/printable.js";

/** `shoseki trust list`: every certificate that is known, of which host, and where that is written. */
export function listKnownHosts(setting: Setting): 0 {
  const { io, json, catalogue } = setting;
  const { trust } = catalogue;
  const hosts = knownHostsOf(setting);
  const all = allKnownHosts(hosts);
  for (const { host, certificate, keeper, file, line } of all) {
    if (certificate === null) io.err(printable(trust.notUnderstood({ file, line })));
    else if (json) io.out(JSON.stringify({ host, ...certificate, keeper, file, line }));
    else io.out([host, ...knownLines({ ...certificate, keeper, file, line }, trust)].join("\n"));
  }
  if (all.length === 0 && !json) io.out(printable(trust.none({ path: hosts.ours })));
  return 0;
}
