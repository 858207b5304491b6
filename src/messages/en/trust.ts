import { reasonSaid } from "#messages/en/certificate-reasons.js";
import type { TrustTexts } from "#messages/trust-texts.js";

export const trust: TrustTexts = {
  labels: { subject: "Subject", issuer: "Issuer", valid: "Valid", file: "File" },
  valid: ({ from, until }) => `${from} until ${until}`,
  place: ({ file, line }) => `${file}, line ${line}`,
  unknown: ({ endpoint, reasons }) => [
    `Nobody vouches for the certificate of ${endpoint}:`,
    ...reasons.map((reason) => `  - ${reasonSaid(reason)}`),
  ],
  compare: ({ path }) => [
    "Compare the SHA-256 with what the server's administrator tells you, by",
    "another way than this connection. If it is the same, type yes in full: it",
    "is kept in",
    path,
    "Anything else leaves it at that: nothing is sent, and nothing is kept.",
  ],
  question: "Is it the right one? (yes)",
  yes: ["yes"],
  kept: ({ host, path }) => `The certificate of ${host} is kept in ${path}.`,
  vouched: ({ endpoint }) =>
    `The system's certificate authorities vouch for ${endpoint}; there is nothing to keep.`,
  isKnown: ({ endpoint }) => `The certificate of ${endpoint} is the one that is known.`,
  removed: ({ host, count, path }) =>
    `${count === 1 ? "1 line" : `${count} lines`} about ${host} taken out of ${path}.`,
  stillKnown: ({ host, file, line }) =>
    `govc still knows a certificate of ${host} (${file}, line ${line}), which counts from now on.`,
  none: ({ path }) => `No certificate is known: neither ${path} nor govc's file names a host.`,
  notUnderstood: ({ file, line }) =>
    `${file}, line ${line}: no thumbprint of a certificate follows the host.`,
  changed: {
    heading: ({ endpoint }) => `THE CERTIFICATE OF ${endpoint} HAS CHANGED`,
    known: "Known:",
    shown: "Shown now:",
    advice: ({ host, keeper, file, line }) => [
      "Nothing was sent: the connection was dropped before any request and password.",
      "Either the server has been given a new certificate, or somebody stands between",
      "here and there and waits for the password.",
      "",
      "  1. Ask the server's owner for its SHA-256, by a way other than this one.",
      "  2. Only if it is the one that is shown now, take the known one out:",
      keeper === "govc" ? `       line ${line} of ${file}` : `       shoseki trust remove ${host}`,
      "  3. Have the new one kept:",
      `       shoseki trust ${host}`,
    ],
  },
};
