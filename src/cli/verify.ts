import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { reportError } from "#cli/report-error.js";
import { failure } from "#domain/errors.js";
import { type Fault, type Verdict, verifyJournal } from "#journal/verify.js";
import { printable } from "#messages/printable.js";

/** `shoseki verify [DIR]`: exit 0 sound, 1 not sound, 2 could not be checked. */
export async function verify(setting: Setting, args: Arguments): Promise<0 | 1 | 2> {
  try {
    allowOnly(args, "verify", ["json"]);
    const [, directory, extra] = args.words;
    if (extra !== undefined) throw failure("USAGE", { problem: "verify takes one directory" });
    const verdict = await verifyJournal(journalToRead(setting, directory ?? args.options.journal));
    if (setting.json) setting.io.out(JSON.stringify(asJson(verdict)));
    else sayVerdict(setting, verdict);
    return verdict.fault === null ? 0 : 1;
  } catch (cause) {
    reportError(setting, cause);
    return 2;
  }
}

function asJson({ fault, entries, origin, head, keys, unresolved, torn }: Verdict) {
  const open = unresolved.map(({ seq, id, OPR, TGT, STR }) => ({ seq, id, OPR, target: TGT.name, STR }));
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
  };
}

function sayVerdict({ io, catalogue }: Setting, { fault, entries, keys, unresolved, torn }: Verdict): void {
  const { results } = catalogue;
  if (fault !== null) io.out(results.journalUnsound({ where: placeOf(fault), problem: fault.problem }));
  else io.out(results.journalSound({ entries, key: keys.map((key) => key.fingerprint).join(", ") }));
  for (const { seq, OPR, TGT } of unresolved) {
    io.out(results.openIntent({ seq, operation: OPR, target: printable(TGT.name) }));
  }
  for (const file of torn) io.out(results.tornTail({ file }));
}

function placeOf({ file, line, seq }: Fault): string {
  return [file, ...(line === null ? [] : [`line ${line}`]), ...(seq === null ? [] : [`seq ${seq}`])].join(
    ", ",
  );
}
