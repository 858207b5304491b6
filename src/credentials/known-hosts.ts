import { readKnownHostsFile } from "#credentials/known-hosts-file.js";
import { type KnownHostsLine, readKnownHostsLine } from "#credentials/known-hosts-line.js";
import type { KnownCertificate } from "#domain/certificate.js";
import { failure } from "#domain/errors.js";

/** Where it is written which certificates are known. */
export interface KnownHosts {
  /** Ours, which need not be there. */
  readonly ours: string;
  /** Those that govc is told to read, in its order. */
  readonly govc: readonly string[];
}

/** A line that names a host, as it is in its file. */
export interface KnownHost extends KnownHostsLine {
  readonly keeper: KnownCertificate["keeper"];
  readonly file: string;
  readonly line: number;
}

/**
 * The certificates that are known of a host: those of our file (each line that names it counts), or, where it names it
 * nowhere, the one of govc's (the last line counts, as for govc). Errors: `FILE_UNREADABLE`, also for a line that names
 * this host and holds no thumbprint.
 *
 * @param host as `knownHostName` gives it
 */
export function knownCertificates({ ours, govc }: KnownHosts, host: string): readonly KnownCertificate[] {
  const own = hostsIn(ours, "shoseki").filter((each) => each.host === host);
  if (own.length > 0) return own.map(certificateOf);
  const last = govc
    .flatMap((path) => hostsIn(path, "govc"))
    .filter((each) => each.host === host)
    .at(-1);
  return last === undefined ? [] : [certificateOf(last)];
}

/** Every line of every file that names a host, in order. Errors: `FILE_UNREADABLE`. */
export function allKnownHosts({ ours, govc }: KnownHosts): readonly KnownHost[] {
  return [...hostsIn(ours, "shoseki"), ...govc.flatMap((path) => hostsIn(path, "govc"))];
}

function hostsIn(file: string, keeper: KnownHost["keeper"]): readonly KnownHost[] {
  const text = readKnownHostsFile(file)
    .toString("utf8")
    .replace(/^\uFEFF/u, "");
  return text.split("\n").flatMap((content, index) => {
    const read = readKnownHostsLine(content, keeper);
    return read === null ? [] : [{ ...read, keeper, file, line: index + 1 }];
  });
}

function certificateOf({ host, certificate, keeper, file, line }: KnownHost): KnownCertificate {
  if (certificate !== null) return { ...certificate, keeper, file, line };
  const cause = `line ${line} names ${host}, and no thumbprint of a certificate follows`;
  throw failure("FILE_UNREADABLE", { path: file, cause });
}
