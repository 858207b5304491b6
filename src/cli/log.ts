import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { logFilter } from "#cli/log-filter.js";
import { LOG_FORMATS, type LogFormat } from "#cli/log-format.js";
import { type Arguments, allowOnly, type OptionName } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { followLines } from "#journal/follow-lines.js";
import { type Layout, layoutOf, segmentsOf } from "#journal/layout.js";
import { decodeLine, type Line } from "#journal/line.js";
import { readKeys } from "#journal/read-epochs.js";
import { type RawLine, readLines } from "#journal/read-lines.js";
import { readingFiles } from "#journal/reading-files.js";
import { armouredSignature } from "#journal/sshsig.js";

/** What says which entries are printed, and how. */
const FILTERS: readonly OptionName[] = [
  "format",
  "op",
  "target",
  "user",
  "since",
  "until",
  "failed",
  "follow",
];

/** `shoseki log`: prints the journal, or the signature of one entry. Needs no key. */
export async function log(setting: Setting, args: Arguments): Promise<0> {
  const { options, words } = args;
  allowOnly(args, "log", [...FILTERS, "sig"]);
  if (words.length > 1)
    throw failure("USAGE", { problem: "log takes options only; name the journal with --journal" });
  const format = LOG_FORMATS.get(options.format ?? "human");
  if (format === undefined) {
    throw failure("USAGE", { problem: `--format takes ${[...LOG_FORMATS.keys()].join(", ")}` });
  }
  const beside = FILTERS.find((name) => options[name] !== undefined);
  if (options.sig !== undefined && beside !== undefined) {
    throw failure("USAGE", { problem: `--sig prints one signature, and takes no --${beside}` });
  }
  const directory = journalToRead(setting, options.journal);
  await readingFiles(directory, () => print(setting, args, layoutOf(directory), format));
  return 0;
}

async function print(
  setting: Setting,
  { options }: Arguments,
  layout: Layout,
  format: LogFormat,
): Promise<void> {
  if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory: layout.directory });
  if (options.sig !== undefined) {
    setting.io.out((await signatureOf(layout, options.sig)).trimEnd());
    return;
  }
  const wanted = logFilter(options);
  const { io } = setting;
  const release = options.follow ? io.holdSignals() : () => undefined;
  const stop = AbortSignal.any([io.stopping, io.outClosed]);
  const lines = options.follow ? followLines(layout, stop) : readLines(layout);
  let printed = 0;
  try {
    for await (const raw of lines) {
      if (io.outClosed.aborted) break;
      const line = lineIn(raw);
      const text = line === null || !wanted(line.entry) ? null : format(line);
      if (text === null) continue;
      io.out(text);
      printed += 1;
    }
  } finally {
    release();
  }
  if (printed === 0) io.err(setting.catalogue.results.noEntries());
}

/** Null for the unfinished end of a file. Throws `JOURNAL_DAMAGED`: a log that skips lines tells a lie. */
function lineIn(raw: RawLine): Line | null {
  if (!raw.complete) return null;
  const line = decodeLine(raw.bytes);
  if (!("problem" in line)) return line;
  throw failure("JOURNAL_DAMAGED", {
    where: `entries/${raw.segment.name}, line ${raw.number}`,
    problem: line.problem,
  });
}

async function signatureOf(layout: Layout, text: string): Promise<string> {
  const seq = /^\d{1,15}$/.test(text) ? Number(text) : null;
  if (seq === null) throw failure("USAGE", { problem: "--sig takes the seq of an entry, a whole number" });
  for await (const raw of readLines(layout, seq)) {
    const line = lineIn(raw);
    if (line?.entry.seq !== seq) continue;
    const key = readKeys(layout).at(seq)?.publicKey;
    if (key !== undefined) return armouredSignature(key, line.signature);
  }
  throw failure("ENTRY_UNKNOWN", { seq });
}
