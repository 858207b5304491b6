import { resolve } from "node:path";
import { readHeldKeys } from "#cli/held-evidence.js";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import type { OptionValues } from "#cli/options.js";
import { type HandoverRead, readHandover } from "#handover/exchange/read-handover.js";
import { reportMarkdown } from "#handover/files.js";
import { layoutOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";
import { printable } from "#messages/printable.js";

/** Reads and checks the handover that a file is, beside the journal of whoever reads it. Throws as `readHandover` does. */
export async function receivedHandover(
  setting: Setting,
  file: string,
  { journal, signers }: OptionValues,
): Promise<HandoverRead> {
  const directory = journalToRead(setting, journal);
  const held = signers === undefined ? undefined : readHeldKeys(signers);
  return await readingFiles(
    directory,
    async () => await readHandover(resolve(file), { layout: layoutOf(directory), signers: held }),
  );
}

/** What is shown of a handover before it is answered: whose it is, then the report. */
export function receivedLines(read: HandoverRead, { catalogue }: Setting): readonly string[] {
  const { handoverExchange: texts } = catalogue;
  const { handover, origin, key } = read;
  const { os, console } = handover.outgoing;
  const whose = { who: `${os}@${console}`, origin, key, revision: handover.revision };
  return [
    printable(texts.received(whose)),
    read.isOwn ? texts.own : texts.vouched[read.vouched ?? "nobody"],
    ...read.unlike.map((name) => catalogue.shiftCapsules.unlike({ name })),
    "",
    reportMarkdown(handover, catalogue, false).trimEnd(),
  ];
}
