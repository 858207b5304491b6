import { entryLine } from "#cli/entry-line.js";
import { humanPrinter } from "#cli/human-printer.js";
import type { Showing } from "#cli/in-endpoint-session.js";
import type { Setting } from "#cli/io.js";
import { jsonPrinter } from "#cli/json-printer.js";
import { notAnchored } from "#cli/not-anchored.js";
import { reportError } from "#cli/report-error.js";
import type { Entry } from "#domain/entry.js";

/**
 * Every entry is one line on standard output as soon as it is on the disk; why one is not OK follows in full on standard
 * error. Listings are what `exec` prints.
 */
export function replShowing(setting: Setting): Showing {
  const { io, json, catalogue } = setting;
  return {
    onEntry: (entry) => io.out(json ? JSON.stringify(entry) : entryLine(entry)),
    printer: {
      ...(json ? jsonPrinter(setting) : humanPrinter(setting)),
      aside: (entry) => warnOfTrust(setting, entry),
      notAnchored: (entry, error) => {
        if (!json) io.err(notAnchored(entry, error, catalogue));
      },
      outcome: (_entry, error) => {
        if (error !== null) reportError(setting, error);
      },
      note: () => undefined,
    },
  };
}

/** Where people read, a certificate that nobody has checked is said in words as well. */
function warnOfTrust({ io, catalogue, json }: Setting, { phase, HST, AFT }: Entry): void {
  if (json || phase !== "outcome" || AFT?.trust !== "insecure") return;
  const thumbprint = String(AFT.certificate);
  io.err(catalogue.results.insecure({ endpoint: HST.endpoint, thumbprint }));
}
