import { agreeToCertificate } from "#cli/agree-to-certificate.js";
import type { Setting } from "#cli/io.js";
import { meetServer, usualTrust } from "#cli/meet-server.js";
import { knownHostOf } from "#credentials/known-hosts-name.js";
import type { VsphereEndpoint } from "#domain/endpoint.js";
import { type ErrorFacts, failure, ShosekiError } from "#domain/errors.js";
import { thumbprintDigits } from "#domain/thumbprint.js";
import type { Trust } from "#providers/vsphere/trust.js";

/** How a server is trusted, as the options and profiles say it: one of them at most. */
export interface SaidTrust {
  /** A file of authorities in PEM. */
  readonly ca?: string | undefined;
  /** SHA-256 of the certificate, with colons or without. */
  readonly thumbprint?: string | undefined;
  readonly insecure?: boolean | undefined;
}

/**
 * How the server's certificate is to be judged. Where nothing is said the system's authorities and then the known hosts
 * count; at a terminal the operator is asked about a host that is not known, and the answer is kept. Whatever else is wrong
 * with the server is left for the Login to find, which is recorded. Errors: `USAGE`, `CERTIFICATE_UNTRUSTED` where the
 * operator has not agreed, `FILE_UNREADABLE`, `KNOWN_HOSTS_UNWRITABLE`, `STOPPED_BY_OPERATOR`.
 */
export async function certificateTrust(
  setting: Setting,
  endpoint: VsphereEndpoint,
  said: SaidTrust,
): Promise<Trust> {
  const explicit = explicitTrust(said);
  if (explicit !== null) return explicit;
  const { io } = setting;
  const { known } = usualTrust(setting, endpoint);
  if (!io.canAsk || known().length > 0) return { by: "system", known };
  const untrusted = await whyUntrusted(setting, endpoint);
  if (untrusted === null) return { by: "system", known };
  await agreeToCertificate(setting, knownHostOf(endpoint), untrusted);
  return { by: "known", known };
}

/** Null when the certificate is trusted, and when the server could not be met. */
async function whyUntrusted(
  setting: Setting,
  endpoint: VsphereEndpoint,
): Promise<ErrorFacts["CERTIFICATE_UNTRUSTED"] | null> {
  try {
    await meetServer(setting, endpoint);
    return null;
  } catch (error) {
    if (!(error instanceof ShosekiError) || error.code === "STOPPED_BY_OPERATOR") throw error;
    return error.problem.code === "CERTIFICATE_UNTRUSTED" ? error.problem.facts : null;
  }
}

function explicitTrust({ ca, thumbprint, insecure }: SaidTrust): Trust | null {
  const given = [ca, thumbprint, insecure].filter((each) => each !== undefined);
  if (given.length > 1)
    throw failure("USAGE", { problem: "--ca, --thumbprint and --insecure exclude each other" });
  if (insecure) return { by: "insecure" };
  if (ca !== undefined) return { by: "ca", file: ca };
  if (thumbprint === undefined) return null;
  const sha256 = thumbprintDigits(thumbprint);
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw failure("USAGE", {
      problem: "--thumbprint takes the certificate's SHA-256: 64 hexadecimal digits",
    });
  }
  return { by: "thumbprint", sha256 };
}
