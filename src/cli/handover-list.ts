import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import type { IncomingHandover, OutgoingHandover, Standing } from "#handover/exchange/known-handovers.js";
import { standingOf } from "#handover/exchange/standing.js";
import { standingWord } from "#handover/exchange/standing-word.js";
import { layoutOf, segmentsOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";
import { table } from "#listings/table.js";
import { printable } from "#messages/printable.js";

/** `shoseki handover list`: the shifts that were handed over and taken over in a journal, and how they stand. Throws `JOURNAL_MISSING`, `JOURNAL_DAMAGED`. */
export async function handoverList(setting: Setting, { options }: Arguments): Promise<0> {
  const { io, json } = setting;
  const directory = journalToRead(setting, options.journal);
  const layout = layoutOf(directory);
  const standing = await readingFiles(directory, async () => {
    if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory });
    return await standingOf(layout);
  });
  const { outgoing, incoming } = standing;
  if (json) {
    for (const each of outgoing) io.out(JSON.stringify({ outgoing: each }));
    for (const each of incoming) io.out(JSON.stringify({ incoming: each }));
  } else io.out(lines(setting, directory, standing).map(printable).join("\n"));
  return 0;
}

function lines(
  { catalogue }: Setting,
  directory: string,
  { outgoing, incoming }: Standing,
): readonly string[] {
  const { columns, sides, states, none } = catalogue.handoverExchange;
  if (outgoing.length + incoming.length === 0) return [none({ directory })];
  const row = (side: string, each: OutgoingHandover | IncomingHandover, at: string, seq: number) => {
    const last = each.answers.at(-1);
    const key = last?.key ?? "";
    return [each.id, String(each.revision), side, states[standingWord(each)], last?.at ?? at, `#${seq}`, key];
  };
  return table([
    [
      columns.handover,
      columns.revision,
      columns.side,
      columns.state,
      columns.time,
      columns.entry,
      columns.key,
    ],
    ...outgoing.map((each) => row(sides.outgoing, each, each.at, each.seq)),
    ...incoming.map((each) => row(sides.incoming, each, "", each.answers.at(-1)?.seq ?? 0)),
  ]);
}
