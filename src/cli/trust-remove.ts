import type { Setting } from "#cli/io.js";
import { knownHostsOf } from "#cli/known-hosts-of.js";
import { serverNamed } from "#cli/server-named.js";
import { allKnownHosts } from "#credentials/known-hosts.js";
import { knownHostOf } from "#credentials/known-hosts-name.js";
import { removeKnownHost } from "#credentials/known-hosts-remove.js";
import { failure } from "#domain/errors.js";
import { printable } from "#messages/printable.js";

/** `shoseki trust remove HOST[:PORT]`: its certificate is known no more, as far as our file goes; govc's is only read. */
export async function forgetHost(setting: Setting, text: string): Promise<0> {
  const { io, catalogue } = setting;
  const host = knownHostOf(await serverNamed(setting, text));
  const { ours, govc } = knownHostsOf(setting);
  const count = removeKnownHost(ours, host);
  if (count === 0) throw failure("HOST_NOT_KNOWN", { host, path: ours });
  io.out(printable(catalogue.trust.removed({ host, count, path: ours })));
  const left = allKnownHosts({ ours, govc }).findLast((each) => each.host === host);
  if (left !== undefined) io.out(printable(catalogue.trust.stillKnown(left)));
  return 0;
}
