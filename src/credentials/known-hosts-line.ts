import { knownHostName } from "#credentials/known-hosts-name.js";
import type { KnownCertificate } from "#domain/certificate.js";

type Keeper = KnownCertificate["keeper"];

/** What a line of a known-hosts file says. */
export interface KnownHostsLine {
  /** As `knownHostName` gives it. */
  readonly host: string;
  /** Null when the line names a host and what follows is no thumbprint. */
  readonly certificate: Pick<KnownCertificate, "algorithm" | "thumbprint"> | null;
}

/** What each keeper's lines may have: ours by its SHA-256 alone, govc's as govc reads them. */
const TAKEN: Readonly<Record<Keeper, readonly KnownCertificate["algorithm"][]>> = {
  shoseki: ["SHA-256"],
  govc: ["SHA-256", "SHA-1"],
};

const HEX_DIGITS: readonly (readonly [KnownCertificate["algorithm"], number])[] = [
  ["SHA-256", 64],
  ["SHA-1", 40],
];

const LINE = /^(\S+)\s+([^#]*?)\s*(?:#.*)?$/u;

/**
 * Reads `host:port SHA256:<64 hex digits, with colons or without>`, or govc's `host[:port] AB:CD:...`. Null for a comment,
 * an empty line, and what begins with no host.
 */
export function readKnownHostsLine(text: string, keeper: Keeper): KnownHostsLine | null {
  const line = text.trim();
  if (line.startsWith("#")) return null;
  const [, place = line, rest = ""] = LINE.exec(line) ?? [];
  const host = knownHostName(place);
  if (host === null) return null;
  const certificate = readThumbprint(rest);
  const taken = certificate !== null && TAKEN[keeper].includes(certificate.algorithm);
  return { host, certificate: taken ? certificate : null };
}

/** As it is kept: one line, its end included. */
export function knownHostsLine(host: string, thumbprint: string): string {
  return `${host} SHA256:${thumbprint}\n`;
}

function readThumbprint(text: string): KnownHostsLine["certificate"] {
  const digits = text.replace(/^SHA-?(?:1|256)[:=]/iu, "").replaceAll(":", "");
  const [algorithm] = HEX_DIGITS.find(([, count]) => count === digits.length) ?? [];
  if (algorithm === undefined || !/^[0-9a-f]+$/iu.test(digits)) return null;
  return { algorithm, thumbprint: (digits.match(/../gu) ?? []).join(":").toUpperCase() };
}
