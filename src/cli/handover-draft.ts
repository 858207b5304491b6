import { v7 as uuidv7 } from "uuid";
import { type DraftFile, type DraftPaths, draftPaths, writeDraft } from "#cli/draft-files.js";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import type { Arguments } from "#cli/options.js";
import { remarksFile } from "#cli/remarks-file.js";
import { shiftSince } from "#cli/shift-since.js";
import { signedCheckpoint } from "#cli/signed-checkpoint.js";
import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { capsuleOf } from "#handover/capsule/capsule-of.js";
import { draftOf } from "#handover/draft/draft-of.js";
import { mustHaveEntries } from "#handover/exchange/must-have-entries.js";
import { nextRevision } from "#handover/exchange/next-revision.js";
import { reportBytes } from "#handover/exchange/report-bytes.js";
import { reportJson, reportMarkdown, reportPage } from "#handover/files.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { readCurrentKey } from "#journal/current-key.js";
import type { Journal } from "#journal/journal.js";
import { readLastLine } from "#journal/last-line.js";
import { type Layout, layoutOf } from "#journal/layout.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { readingFiles } from "#journal/reading-files.js";

/**
 * `shoseki handover --draft [--since T|SEQ] [--remarks FILE] [--markdown FILE] [--html FILE] [--capsule FILE] [--json]`: the report
 * that would be signed now, which nobody signs. On standard output where no file is named: Markdown, or with `--json` its bytes (of
 * a report that has not been handed over yet, with an id of their own). What is there is never replaced. Exit 1 where the journal
 * is not sound. Errors: `HANDOVER_EMPTY` where there is nothing to pack, `DRAFT_NOT_WRITTEN`, `REMARKS_INVALID`, those of drafting,
 * and of the journal and its key.
 */
export async function handoverDraft(setting: Setting, { options }: Arguments): Promise<0 | 1> {
  const directory = journalToRead(setting, options.journal);
  const layout = layoutOf(directory);
  const paths = draftPaths(options);
  const remarks = options.remarks === undefined ? null : remarksFile(options.remarks);
  const since = await readingFiles(directory, () => shiftSince(layout, options.since));
  const signing = paths.has("capsule") ? await openToSign(setting, layout) : null;
  try {
    const until = signing === null ? await signedUpTo(setting, layout) : signing.checkpoint.size - 1;
    const handover = await readingFiles(directory, () => drawn(layout, { since, remarks, until }));
    if (signing !== null) mustHaveEntries(handover);
    const { catalogue } = setting;
    const markdown = reportMarkdown(handover, catalogue, true);
    const isPageWanted = paths.has("html") || signing !== null;
    const html = isPageWanted
      ? await readingFiles(directory, () => reportPage(layout, handover, catalogue, true))
      : "";
    const capsule = signing === null ? "" : await packed(signing, handover, { html, markdown });
    const files: Readonly<Record<DraftFile, string | Buffer>> = { markdown, html, capsule };
    for (const [option, path] of paths) writeDraft(path, files[option]);
    say(setting, handover, paths);
    return handover.journal.sound ? 0 : 1;
  } finally {
    signing?.journal.close();
  }
}

/** What a capsule is signed with: the journal's key vouches for what is in it, though nobody has signed the report. */
interface Signing {
  readonly journal: Journal;
  /** Of all that is in the journal. */
  readonly checkpoint: Checkpoint;
}

async function openToSign(setting: Setting, layout: Layout): Promise<Signing> {
  await lastSeqOf(layout);
  const wanted = { named: layout.directory, simulated: false, operator: operatorHere(), session: uuidv7() };
  const { journal } = await openJournal(setting, wanted);
  try {
    return { journal, checkpoint: await new Checkpointer(journal).sign() };
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** The newest entry, which a checkpoint is signed of where none has it yet. */
async function signedUpTo(setting: Setting, layout: Layout): Promise<number> {
  const seq = await lastSeqOf(layout);
  await signedCheckpoint(setting, layout, seq + 1);
  return seq;
}

async function lastSeqOf(layout: Layout): Promise<number> {
  const { directory } = layout;
  const last = await readingFiles(directory, async () => readLastLine(layout));
  if (last === null) throw failure("JOURNAL_MISSING", { directory });
  return last.entry.seq;
}

interface DraftAsked {
  readonly since: number | null;
  /** Null: what was added to the revision before. */
  readonly remarks: Handover["remarks"] | null;
  readonly until: number;
}

/** As signing draws it: the next revision, where there is something to revise. */
async function drawn(layout: Layout, { since, remarks, until }: DraftAsked): Promise<Handover> {
  const drawing = { operator: operatorHere(), key: readCurrentKey(layout) ?? "", until };
  const next = since === null ? await nextRevision(layout, drawing) : null;
  const from = since === null ? {} : { from: since };
  const handover = next?.handover ?? (await draftOf(layout, { ...drawing, ...from }));
  return remarks === null ? handover : reportBytes({ ...handover, remarks }).handover;
}

async function packed(
  { journal, checkpoint }: Signing,
  handover: Handover,
  documents: { readonly html: string; readonly markdown: string },
): Promise<Buffer> {
  const { lastSeq } = handover.shift;
  const text = reportJson(handover);
  return await capsuleOf(journal, checkpoint, { handover, text, signature: null, ...documents, lastSeq });
}

function say({ io, catalogue, json }: Setting, handover: Handover, paths: DraftPaths): void {
  const { handover: texts } = catalogue;
  const { id, shift } = handover;
  const { firstSeq, lastSeq } = shift;
  if (paths.size === 0) {
    io.out((json ? reportJson(handover).toString() : reportMarkdown(handover, catalogue, true)).trimEnd());
    io.err(texts.unsigned);
  } else if (json) {
    const { sound } = handover.journal;
    io.out(JSON.stringify({ draft: { id, firstSeq, lastSeq, sound, ...Object.fromEntries(paths) } }));
  } else io.out(texts.drafted({ paths: [...paths.values()], firstSeq, lastSeq }));
}
