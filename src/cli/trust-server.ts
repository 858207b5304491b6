import { agreeToCertificate } from "#cli/agree-to-certificate.js";
import type { Setting } from "#cli/io.js";
import { meetServer } from "#cli/meet-server.js";
import { serverNamed } from "#cli/server-named.js";
import { knownHostOf } from "#credentials/known-hosts-name.js";
import type { VsphereEndpoint } from "#domain/endpoint.js";
import { ShosekiError } from "#domain/errors.js";
import { certificateLines } from "#listings/certificate-lines.js";
import { printable } from "#messages/printable.js";
import type { MetCertificate } from "#providers/vsphere/trust.js";

/**
 * `shoseki trust ENDPOINT|PROFILE`: shows the certificate that the server shows now, and asks where nobody vouches for it. Nobody
 * logs in. Answers 0 once it is trusted. Errors: those of `serverNamed`, `meetCertificate` and `agreeToCertificate`.
 */
export async function trustServer(setting: Setting, text: string): Promise<0> {
  const endpoint = await serverNamed(setting, text);
  try {
    sayTrusted(setting, endpoint, await meetServer(setting, endpoint));
  } catch (error) {
    if (!(error instanceof ShosekiError) || error.problem.code !== "CERTIFICATE_UNTRUSTED") throw error;
    await agreeToCertificate(setting, knownHostOf(endpoint), error.problem.facts);
  }
  return 0;
}

function sayTrusted(
  { io, catalogue: { trust } }: Setting,
  { name: endpoint }: VsphereEndpoint,
  { shown, voucher }: MetCertificate,
): void {
  const said = voucher === "system" ? trust.vouched({ endpoint }) : trust.isKnown({ endpoint });
  io.out([printable(said), ...certificateLines(shown, trust)].join("\n"));
}
