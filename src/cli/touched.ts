import { indexingLine } from "#cli/indexing-line.js";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { timeOf } from "#cli/log-filter.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { touchObject } from "#cli/touch-object.js";
import { failure } from "#domain/errors.js";
import { replayWords, touchCells, touchHeading } from "#handover/touched/touch-cells.js";
import { type Touched, touchedMachine, type Wanted } from "#handover/touched/touched-machine.js";
import { layoutOf, segmentsOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";
import { table } from "#listings/table.js";
import { printable } from "#messages/printable.js";

/**
 * `shoseki touched MACHINE`: what was done to a machine or host, by session, in the journal and in the shifts that were taken
 * over into it. Needs no key. Answers 1 where one of those shifts cannot be read; with `--show`, what `replay` answers.
 */
export async function touched(setting: Setting, args: Arguments): Promise<0 | 1> {
  const { options, words } = args;
  allowOnly(args, "touched", OPTIONS_OF.touched);
  const [, machine, extra] = words;
  if (machine === undefined || extra !== undefined)
    throw failure("USAGE", { problem: "touched takes one machine: its name, @id, UUID, or a pattern" });
  if (machine === "") throw failure("USAGE", { problem: { kind: "EMPTY", place: "MACHINE" } });
  if (options.show === true && setting.json)
    throw failure("USAGE", { problem: "--show plays a recording, and takes no --json" });
  const wanted: Wanted = {
    ...(options.since === undefined ? {} : { since: timeOf("--since", options.since) }),
    ...(options.until === undefined ? {} : { until: timeOf("--until", options.until) }),
  };
  const directory = journalToRead(setting, options.journal);
  const found = await readingFiles(directory, async () => {
    const layout = layoutOf(directory);
    if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory });
    const onProgress = indexingLine(setting.io, setting.catalogue.results);
    return await touchedMachine(layout, machine, wanted, { onProgress });
  });
  say(setting, machine, found);
  if (options.show === true) return await show(setting, args, machine, found);
  return found.unread.length > 0 ? 1 : 0;
}

function say({ io, json, catalogue }: Setting, machine: string, { touches, unread }: Touched): void {
  const { touched: texts } = catalogue;
  if (json) for (const touch of touches) io.out(JSON.stringify({ touch: touchObject(touch) }));
  else if (touches.length === 0) io.err(printable(texts.none({ machine })));
  else {
    const columns = Object.entries(texts.columns);
    const cells = touches.map((touch) => ({ ...touchCells(touch, catalogue) }) as Record<string, string>);
    const rows = cells.map((row) => columns.map(([column]) => row[column] ?? ""));
    const [head = "", ...lines] = table([columns.map(([, title]) => title), ...rows]);
    let last = "";
    io.out(`  ${head}`);
    for (const [index, touch] of touches.entries()) {
      const heading = printable(touchHeading(touch, catalogue));
      if (heading !== last) io.out(heading);
      last = heading;
      io.out(`  ${lines[index]}`);
    }
  }
  for (const shift of unread) io.err(printable(texts.unread(shift)));
}

/** The newest that was recorded. */
async function show(
  setting: Setting,
  { options }: Arguments,
  machine: string,
  { touches, unread }: Touched,
): Promise<0 | 1> {
  const newest = touches.findLast(({ seen }) => seen !== null);
  const words = newest === undefined ? null : replayWords(newest);
  if (words === null) {
    setting.io.err(printable(setting.catalogue.touched.noRecording({ machine })));
    return unread.length > 0 ? 1 : 0;
  }
  const { journal, lang } = options;
  const kept = { ...(journal === undefined ? {} : { journal }), ...(lang === undefined ? {} : { lang }) };
  const { replay } = await import("#cli/replay.js");
  const { word, at } = words;
  return await replay(setting, {
    words: ["replay", word],
    options: at === null ? kept : { ...kept, at },
  });
}
