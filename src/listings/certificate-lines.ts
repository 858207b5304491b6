import type { Certificate, KnownCertificate } from "#domain/certificate.js";
import { table } from "#listings/table.js";
import { printable } from "#messages/printable.js";
import type { TrustTexts } from "#messages/trust-texts.js";

/** So that a thumbprint of 32 bytes fits into 80 columns. */
const BYTES_A_LINE = 16;

/** How much of a name is shown, in UTF-16 units. */
const LONGEST_NAME = 160;

type Row = readonly [label: string, value: string];

/** What there is to compare of a certificate, a line each and its thumbprint on two: no line is wrapped by that. */
export function certificateLines(certificate: Certificate, { labels, valid }: TrustTexts): readonly string[] {
  const { subject, issuer, from, until, thumbprint } = certificate;
  return aligned([
    [labels.subject, named(subject)],
    [labels.issuer, named(issuer)],
    [labels.valid, valid({ from: minute(from), until: minute(until) })],
    ...thumbprintRows("SHA-256", thumbprint),
  ]);
}

/** The thumbprint that is known of a host, and where it is written. */
export function knownLines(known: KnownCertificate, { labels, place }: TrustTexts): readonly string[] {
  return aligned([...thumbprintRows(known.algorithm, known.thumbprint), [labels.file, place(known)]]);
}

function thumbprintRows(algorithm: string, thumbprint: string): readonly Row[] {
  const bytes = thumbprint.split(":");
  return Array.from({ length: Math.ceil(bytes.length / BYTES_A_LINE) }, (_, line) => [
    line === 0 ? algorithm : "",
    bytes.slice(line * BYTES_A_LINE, (line + 1) * BYTES_A_LINE).join(":"),
  ]);
}

function aligned(rows: readonly Row[]): readonly string[] {
  return table(rows).map((line) => `  ${line}`);
}

/** The server's own words: not long enough to push what is to be compared out of sight, nor laid out to look like it. */
function named(text: string): string {
  const close = printable(text.replaceAll(/\s+/gu, " "));
  return close.length > LONGEST_NAME ? `${close.slice(0, LONGEST_NAME)}…` : close;
}

/** `Jan  5 00:00:00 2026 GMT` as `2026-01-05 00:00 UTC`; what is no time stays as it is. */
function minute(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
