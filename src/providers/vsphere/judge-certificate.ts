import type { KnownCertificate } from "#domain/certificate.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import type { LoginFacts } from "#providers/login-facts.js";
import type { ShownCertificate } from "#providers/vsphere/shown-certificate.js";

/** What a certificate was trusted by. */
export type Voucher = Exclude<LoginFacts["trust"], "none">;

interface Bench {
  readonly endpoint: string;
  readonly trust:
    | { readonly by: Exclude<Voucher, "thumbprint"> }
    /** SHA-256 of the certificate's DER, 64 lower-case hex digits. */
    | { readonly by: "thumbprint"; readonly sha256: string };
  /** What is known of the host. */
  readonly known: readonly KnownCertificate[];
}

/**
 * What vouches for the certificate that a server shows. Throws `CERTIFICATE_CHANGED` when another one is known of it, else
 * `CERTIFICATE_UNTRUSTED`.
 */
export function judge(shown: ShownCertificate, { endpoint, trust, known }: Bench): Voucher {
  switch (trust.by) {
    case "insecure":
      return "insecure";
    case "thumbprint":
      if (shown.thumbprint.replaceAll(":", "").toLowerCase() === trust.sha256) return "thumbprint";
      throw untrusted(shown, endpoint, [`it is not the pinned one (${trust.sha256})`]);
    case "ca":
      if (shown.reasons.length === 0) return "ca";
      throw untrusted(shown, endpoint, shown.reasons);
    case "system":
      if (shown.reasons.length === 0) return "system";
      return amongKnown(shown, endpoint, known);
    case "known":
      return amongKnown(shown, endpoint, known);
  }
}

function amongKnown(shown: ShownCertificate, endpoint: string, known: readonly KnownCertificate[]): "known" {
  const [first] = known;
  if (first === undefined) throw untrusted(shown, endpoint, shown.reasons);
  if (known.some((each) => isThatOne(each, shown))) return "known";
  const { thumbprint, subject, issuer, from, until } = shown;
  const { algorithm, keeper, file, line } = first;
  throw failure("CERTIFICATE_CHANGED", {
    ...{ endpoint, algorithm, known: first.thumbprint, keeper, file, line },
    ...{ thumbprint, subject, issuer, from, until },
  });
}

function isThatOne({ algorithm, thumbprint }: KnownCertificate, shown: ShownCertificate): boolean {
  return thumbprint === (algorithm === "SHA-1" ? shown.sha1 : shown.thumbprint);
}

function untrusted(shown: ShownCertificate, endpoint: string, reasons: readonly string[]): ShosekiError {
  const { thumbprint, subject, issuer, from, until } = shown;
  const against = reasons.length > 0 ? reasons : ["it is not known here"];
  return failure("CERTIFICATE_UNTRUSTED", {
    ...{ endpoint, reasons: against, thumbprint, subject, issuer, from, until },
  });
}
