import { resolve } from "node:path";
import { v7 as uuidv7 } from "uuid";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import type { Arguments } from "#cli/options.js";
import { reportText } from "#cli/report-text.js";
import { signedCheckpoint } from "#cli/signed-checkpoint.js";
import { verifyReport } from "#cli/verify-report.js";
import { reportMayBeWritten, writeReport } from "#cli/write-report.js";
import { failure } from "#domain/errors.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { type Layout, layoutOf } from "#journal/layout.js";
import { readKeys } from "#journal/read-epochs.js";
import { readingFiles } from "#journal/reading-files.js";
import { coveringCheckpoint } from "#procedures/report/covering-checkpoint.js";
import { REPORT_FORMATS, type ReportMark } from "#procedures/report/report-mark.js";
import { REPORT_NAMESPACE } from "#procedures/report/report-signature.js";
import { newestOfRun } from "#procedures/report/run-report.js";
import { runNamed } from "#procedures/run/found-run.js";

/**
 * `shoseki procedure report RUN [--format md|html] [-o FILE]`: what was done in a run, out of the journal. With a file, that
 * and FILE.sig beside it, by the journal's key; else on standard output, unsigned. With `--verify` the word is such a file.
 */
export async function procedureReport(setting: Setting, args: Arguments, word: string): Promise<0 | 1 | 2> {
  const { options } = args;
  if (options.verify === true) return await verifyReport(setting, args, word);
  const format = REPORT_FORMATS.find((each) => each === (options.format ?? "md"));
  if (format === undefined) {
    throw failure("USAGE", { problem: `--format takes ${REPORT_FORMATS.join(", ")}` });
  }
  if (setting.json && options.output === undefined)
    throw failure("USAGE", { problem: "--json says where a report is, and takes -o FILE" });
  const layout = layoutOf(journalToRead(setting, options.journal));
  const mark = await readingFiles(layout.directory, async (): Promise<ReportMark> => {
    const { id: run } = await runNamed(layout, word);
    const upTo = (await newestOfRun(layout, run)) ?? 0;
    return { run, format, language: setting.catalogue.language, upTo };
  });
  if (options.output === undefined) await print(setting, layout, mark);
  else await writeSigned(setting, layout, mark, resolve(options.output));
  return 0;
}

async function print(setting: Setting, layout: Layout, mark: ReportMark): Promise<void> {
  const { io, catalogue } = setting;
  if (coveringCheckpoint(layout, mark.upTo) === null) await signedCheckpoint(setting, layout, mark.upTo + 1);
  const { bytes } = await readingFiles(layout.directory, () => reportText(layout, mark, catalogue));
  io.out(bytes.toString().trimEnd());
  io.err(catalogue.reports.unsigned);
}

async function writeSigned(setting: Setting, layout: Layout, mark: ReportMark, path: string): Promise<void> {
  const { io, catalogue, json } = setting;
  const signature = `${path}.sig`;
  reportMayBeWritten(path, signature);
  const { journal, key } = await openJournal(setting, {
    named: layout.directory,
    simulated: false,
    operator: operatorHere(),
    session: uuidv7(),
  });
  try {
    if (coveringCheckpoint(layout, mark.upTo) === null) await new Checkpointer(journal).sign();
    const { report, bytes } = await reportText(layout, mark, catalogue);
    const text = journal.signer.signFile(REPORT_NAMESPACE, bytes);
    writeReport(path, bytes, { path: signature, text });
    const { identity = "", public: publicKey = "" } = readKeys(layout).epochs().at(-1) ?? {};
    const line = `${identity} namespaces="${REPORT_NAMESPACE}" ${publicKey}`;
    if (json) {
      const { title } = report.procedure;
      io.out(JSON.stringify({ report: { path, signature, title, state: report.state, key, ...mark } }));
    } else io.out(catalogue.reports.written({ path, signature, identity, line }));
  } finally {
    journal.close();
  }
}
