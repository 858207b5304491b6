import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { reportError } from "#cli/report-error.js";
import { failure } from "#domain/errors.js";
import { type Verdict, verifyJournal } from "#journal/verify.js";
import { printable } from "#messages/printable.js";

/** `shoseki verify [DIR]`: exit 0 sound, 1 not sound, 2 could not be checked. */
export async function verify(setting: Setting, args: Arguments): Promise<0 | 1 | 2> {
  try {
    allowOnly(args, "verify", ["json"]);
    const [, directory, extra] = args.words;
    if (extra !== undefined) throw failure("USAGE", { problem: "verify takes one directory" });
    if (directory === "") throw failure("USAGE", { problem: { kind: "EMPTY", place: "DIR" } });
    const verdict = await verifyJournal(journalToRead(setting, directory ?? args.options.journal));
    if (setting.json) setting.io.out(JSON.stringify(asJson(verdict)));
    else sayVerdict(setting, verdict);
    return verdict.fault === null ? 0 : 1;
  } catch (cause) {
    reportError(setting, cause);
    return 2;
  }
}

function asJson({ fault, entries, origin, head, keys, unresolved, torn, missing }: Verdict) {
  const open = unresolved.map(({ intent: { seq, id, OPR, TGT, STR }, outcome }) => {
    return { seq, id, OPR, target: TGT.name, STR, outcome: outcome?.RST?.status ?? null };
  });
  return {
    sound: fault === null,
    trust: "self-consistent only",
    fault,
    entries,
    origin,
    head,
    keys,
    open,
    torn,
    missing,
  };
}

function sayVerdict({ io, catalogue: { results } }: Setting, verdict: Verdict): void {
  const { fault, entries, keys, unresolved, torn, missing } = verdict;
  if (fault !== null) io.out(results.journalUnsound(fault));
  else io.out(results.journalSound({ entries, key: keys.map((key) => key.fingerprint).join(", ") }));
  for (const { intent, outcome } of unresolved) {
    const open = { seq: intent.seq, operation: intent.OPR, target: printable(intent.TGT.name) };
    io.out(outcome === null ? results.openIntent(open) : results.unknownOutcome(open));
  }
  for (const file of torn) io.out(results.tornTail({ file }));
  for (const file of missing) io.out(results.missingFile({ file }));
}
