import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { listRecorded } from "#cli/replay-list.js";
import { replayOptions } from "#cli/replay-options.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { directoriesOf } from "#config/directories.js";
import { recordingNamed } from "#console/replay/recording-named.js";
import type { RecordingSource } from "#console/replay/recording-source.js";
import { warningLines } from "#console/replay/warning-lines.js";
import { failure } from "#domain/errors.js";
import { findLine } from "#journal/index/find-lines.js";
import { layoutOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";
import { printable } from "#messages/printable.js";

/**
 * `shoseki replay`: plays what a word names, or lists the sessions that were recorded. Needs no key. Answers 1 where the
 * recording is not what the journal says, or a shift that was taken over cannot be read. Throws `REPLAY_NEEDS_TERMINAL`, `RECORDING_UNKNOWN`, `CAST_INVALID` and others.
 */
export async function replay(setting: Setting, args: Arguments): Promise<0 | 1> {
  allowOnly(args, "replay", OPTIONS_OF.replay);
  const { io, json, catalogue } = setting;
  const [, word, extra] = args.words;
  if (extra !== undefined)
    throw failure("USAGE", {
      problem: "replay takes one session, entry or file; name the journal with --journal",
    });
  const wish = replayOptions(args.options);
  const directory = journalToRead(setting, args.options.journal);
  const layout = layoutOf(directory);
  if (word === undefined) return await readingFiles(directory, () => listRecorded(setting, layout));
  const { terminal } = io;
  if (terminal === null || json) throw failure("REPLAY_NEEDS_TERMINAL", {});
  const source = await readingFiles(directory, () => recordingNamed(layout, word));
  const warning = warningOf(setting, source);
  for (const line of warning) io.err(printable(line));
  const release = io.holdSignals();
  try {
    const { runReplay } = await import("#console/replay/run-replay.js");
    await runReplay({
      terminal,
      catalogue,
      env: io.env,
      directories: directoriesOf(io.env),
      theme: args.options.theme ?? (io.env.SHOSEKI_THEME || null),
      source,
      ...wish,
      entryAt: async (seq) => (await findLine(layout, seq, {}))?.entry ?? null,
      stopping: io.stopping,
    });
  } finally {
    release();
  }
  return warning.length > 0 ? 1 : 0;
}

/** Said before the recording takes the screen, where it is not what the journal says. */
function warningOf({ catalogue }: Setting, { of }: RecordingSource): readonly string[] {
  if (of.by !== "journal" || of.held.kind !== "unsound") return [];
  return [catalogue.replay.warningTitle, ...warningLines(catalogue, of.held.fault)];
}
