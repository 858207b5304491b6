import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { signedCheckpoint } from "#cli/signed-checkpoint.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";
import { type Layout, layoutOf, segmentsOf } from "#journal/layout.js";
import { formatConsistencyProof, formatTlogProof } from "#journal/note/tlog-proof.js";
import { proveConsistency, proveInclusion } from "#journal/proof.js";
import { readLines } from "#journal/read-lines.js";
import { readingFiles } from "#journal/reading-files.js";

/**
 * `shoseki proof SEQ`: that an entry is in the journal, as a C2SP tlog-proof with the entry in it. `--from SIZE`: that
 * the journal continues its first SIZE entries. Needs the key only where the newest checkpoint does not reach so far.
 */
export async function proof(setting: Setting, args: Arguments): Promise<0> {
  allowOnly(args, "proof", OPTIONS_OF.proof);
  const [, word, extra] = args.words;
  const { from } = args.options;
  if (extra !== undefined || (word === undefined) === (from === undefined)) {
    throw failure("USAGE", { problem: "proof takes the seq of one entry, or --from SIZE" });
  }
  const directory = journalToRead(setting, args.options.journal);
  const layout = layoutOf(directory);
  const text = await readingFiles(directory, async () => {
    if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory });
    return word === undefined
      ? await consistency(setting, layout, wholeNumber(from ?? "", "--from"))
      : await inclusion(setting, layout, wholeNumber(word, "proof"));
  });
  setting.io.out(text.trimEnd());
  return 0;
}

async function inclusion(setting: Setting, layout: Layout, seq: number): Promise<string> {
  const line = await lineAt(layout, seq);
  const checkpoint = await signedCheckpoint(setting, layout, seq + 1);
  const hashes = await proveInclusion(layout, line, seq, checkpoint);
  return formatTlogProof({ extra: line, index: seq, hashes, checkpoint });
}

async function consistency(setting: Setting, layout: Layout, size: number): Promise<string> {
  if (size > 0) await lineAt(layout, size - 1);
  const checkpoint = await signedCheckpoint(setting, layout, size);
  return formatConsistencyProof(size, await proveConsistency(layout, size, checkpoint), checkpoint);
}

async function lineAt(layout: Layout, seq: number): Promise<Buffer> {
  const first = segmentsOf(layout).findLast(({ firstSeq }) => firstSeq <= seq)?.firstSeq ?? 0;
  for await (const { bytes, segment, number, complete } of readLines(layout, seq)) {
    if (complete && segment.firstSeq === first && segment.firstSeq + number - 1 === seq)
      return Buffer.from(bytes);
  }
  throw failure("ENTRY_UNKNOWN", { seq });
}

function wholeNumber(text: string, place: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw failure("USAGE", { problem: `${place} takes a whole number` });
}
