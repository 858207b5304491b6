import { indexingLine } from "#cli/indexing-line.js";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { logFilter } from "#cli/log-filter.js";
import { LOG_FORMATS, type LogFormat } from "#cli/log-format.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { LOG_FILTERS, OPTIONS_OF } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";
import { followLines } from "#journal/follow-lines.js";
import { type Criteria, meets } from "#journal/index/criteria.js";
import { findLine, findLines } from "#journal/index/find-lines.js";
import { type Layout, layoutOf, segmentsOf } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { readKeys } from "#journal/read-epochs.js";
import { wholeLines } from "#journal/read-lines.js";
import { readingFiles } from "#journal/reading-files.js";
import { armouredSignature } from "#journal/sshsig.js";

/** `shoseki log`: prints the journal, or the signature of one entry. Needs no key. */
export async function log(setting: Setting, args: Arguments): Promise<0> {
  const { options, words } = args;
  allowOnly(args, "log", OPTIONS_OF.log);
  if (words.length > 1)
    throw failure("USAGE", { problem: "log takes options only; name the journal with --journal" });
  const format = LOG_FORMATS.get(options.format ?? "human");
  if (format === undefined) {
    throw failure("USAGE", { problem: `--format takes ${[...LOG_FORMATS.keys()].join(", ")}` });
  }
  const beside = LOG_FILTERS.find((name) => options[name] !== undefined);
  if (options.sig !== undefined && beside !== undefined) {
    throw failure("USAGE", { problem: `--sig prints one signature, and takes no --${beside}` });
  }
  if (options.limit !== undefined && options.follow === true)
    throw failure("USAGE", { problem: "--limit prints the newest entries and ends, and takes no --follow" });
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
  const { io, catalogue } = setting;
  const finding = { index: options["no-index"] !== true, onProgress: indexingLine(io, catalogue.results) };
  if (options.sig !== undefined) {
    io.out((await signatureOf(layout, options.sig, finding)).trimEnd());
    return;
  }
  const newest = options.limit === undefined ? undefined : countOf("--limit", options.limit);
  const criteria: Criteria = { ...logFilter(options), ...format.criteria };
  const release = options.follow ? io.holdSignals() : () => undefined;
  const stop = AbortSignal.any([io.stopping, io.outClosed]);
  const lines = options.follow
    ? followed(layout, criteria, stop)
    : findLines(layout, criteria, { ...finding, newest });
  if (format.header !== undefined) io.out(format.header);
  let printed = 0;
  try {
    for await (const line of lines) {
      if (io.outClosed.aborted) break;
      io.out(format.print(line));
      printed += 1;
    }
  } finally {
    release();
  }
  if (printed === 0) io.err(catalogue.results.noEntries());
}

async function* followed(layout: Layout, criteria: Criteria, stop: AbortSignal): AsyncGenerator<Line> {
  for await (const line of wholeLines(followLines(layout, stop))) {
    if (meets(criteria, line.entry)) yield line;
  }
}

async function signatureOf(
  layout: Layout,
  text: string,
  finding: Parameters<typeof findLine>[2],
): Promise<string> {
  const seq = /^\d{1,15}$/.test(text) ? Number(text) : null;
  if (seq === null) throw failure("USAGE", { problem: "--sig takes the seq of an entry, a whole number" });
  const line = await findLine(layout, seq, finding);
  const key = line === null ? undefined : readKeys(layout).at(seq)?.publicKey;
  if (line === null || key === undefined) throw failure("ENTRY_UNKNOWN", { seq });
  return armouredSignature(key, line.signature);
}

function countOf(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw failure("USAGE", { problem: `${option} takes how many entries, a whole number from 1 on` });
}
