import { closeSync, existsSync, fsyncSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { type KnownHosts, knownCertificates } from "#credentials/known-hosts.js";
import { readKnownHostsFile } from "#credentials/known-hosts-file.js";
import { knownHostsLine } from "#credentials/known-hosts-line.js";
import { holdingKnownHosts } from "#credentials/known-hosts-lock.js";
import { syncDirectory } from "#files/directories.js";

/**
 * Writes down that this certificate is known of the host, durably, unless one is known of it by now: then what is there
 * stands, and what is connected to is held against it. Errors: `KNOWN_HOSTS_UNWRITABLE`, `FILE_UNREADABLE`.
 *
 * @param host as `knownHostName` gives it
 * @param thumbprint SHA-256, as OpenSSL writes it
 */
export function keepKnownHost({ ours }: KnownHosts, host: string, thumbprint: string): void {
  holdingKnownHosts(ours, () => {
    if (knownCertificates({ ours, govc: [] }, host).length === 0)
      append(ours, knownHostsLine(host, thumbprint));
  });
}

/** One write at the end of the file: whoever reads it meanwhile sees the whole line or none. */
function append(path: string, line: string): void {
  const isNew = !existsSync(path);
  const before = readKnownHostsFile(path);
  const unended = before.length > 0 && before.at(-1) !== "\n".charCodeAt(0);
  const descriptor = openSync(path, "a", 0o600);
  try {
    writeSync(descriptor, `${unended ? "\n" : ""}${line}`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  if (isNew) syncDirectory(dirname(path));
}
