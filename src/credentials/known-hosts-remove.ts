import { existsSync, realpathSync } from "node:fs";
import { readKnownHostsFile } from "#credentials/known-hosts-file.js";
import { readKnownHostsLine } from "#credentials/known-hosts-line.js";
import { holdingKnownHosts } from "#credentials/known-hosts-lock.js";
import { replaceFile } from "#files/replace-file.js";

/**
 * Takes every line that names the host out of our file, also one that is not understood otherwise; the others stay byte for
 * byte. Answers how many there were. Errors: `KNOWN_HOSTS_UNWRITABLE`, `FILE_UNREADABLE`.
 *
 * @param host as `knownHostName` gives it
 */
export function removeKnownHost(path: string, host: string): number {
  if (!existsSync(path)) return 0;
  return holdingKnownHosts(path, () => {
    // Bytes that are no UTF-8 come back as they were only by an encoding that has all of them.
    const lines = readKnownHostsFile(path).toString("latin1").split("\n");
    const kept = lines.filter((line) => !names(line, host));
    const removed = lines.length - kept.length;
    // Where a link is, its target is replaced.
    if (removed > 0) replaceFile(realpathSync(path), Buffer.from(kept.join("\n"), "latin1"));
    return removed;
  });
}

function names(line: string, host: string): boolean {
  const text = Buffer.from(line, "latin1")
    .toString("utf8")
    .replace(/^\uFEFF/u, "");
  return readKnownHostsLine(text, "shoseki")?.host === host;
}
