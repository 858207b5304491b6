import type { Setting } from "#cli/io.js";
import { knownHostsOf } from "#cli/known-hosts-of.js";
import { keepKnownHost } from "#credentials/known-hosts-keep.js";
import { type ErrorFacts, failure } from "#domain/errors.js";
import { certificateLines } from "#listings/certificate-lines.js";
import { printable } from "#messages/printable.js";

/**
 * Shows a certificate that nobody vouches for, and asks; agreed to, it is kept. Errors: `CERTIFICATE_UNTRUSTED` for every
 * other answer, or where there is nobody to ask; `KNOWN_HOSTS_UNWRITABLE`, `FILE_UNREADABLE`.
 *
 * @param host as known hosts name it
 */
export async function agreeToCertificate(
  setting: Setting,
  host: string,
  untrusted: ErrorFacts["CERTIFICATE_UNTRUSTED"],
): Promise<void> {
  const { io, catalogue } = setting;
  const { trust } = catalogue;
  const hosts = knownHostsOf(setting);
  const question = [
    ...trust.unknown(untrusted),
    "",
    ...certificateLines(untrusted, trust),
    "",
    ...trust.compare({ path: hosts.ours }),
    "",
    `${trust.question} `,
  ];
  const answer = await io.askLine(question.map(printable).join("\n"));
  if (answer === null || !trust.yes.includes(answer.trim().toLowerCase())) {
    throw failure("CERTIFICATE_UNTRUSTED", untrusted);
  }
  keepKnownHost(hosts, host, untrusted.thumbprint);
  io.err(trust.kept({ host, path: printable(hosts.ours) }));
}
