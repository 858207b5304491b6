import { resolve } from "node:path";
import { agrees } from "#cli/agree.js";
import { askAnswers } from "#cli/ask-answers.js";
import { inExchange } from "#cli/in-exchange.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { remarksFile } from "#cli/remarks-file.js";
import { discardRemarks, editedRemarks, remarksPath } from "#cli/remarks-to-edit.js";
import { shiftSince } from "#cli/shift-since.js";
import { showText } from "#cli/show-text.js";
import { directoriesOf } from "#config/directories.js";
import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { type Additions, withAdditions } from "#handover/exchange/additions.js";
import { AdditionsFile } from "#handover/exchange/additions-file.js";
import { type DrawnReport, drawReport } from "#handover/exchange/draw-report.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { mustHaveEntries } from "#handover/exchange/must-have-entries.js";
import { mayBePut } from "#handover/exchange/put-file.js";
import { signHandover } from "#handover/exchange/sign-handover.js";
import type { WrittenCapsule } from "#handover/exchange/write-capsule.js";
import { reportMarkdown } from "#handover/files.js";
import { fileOfHandover } from "#handover/name-of-handover.js";
import { printable } from "#messages/printable.js";

/**
 * `shoseki handover [--since T|SEQ] [--remarks FILE] [-o FILE]`: drafts the shift's report, or the next revision of one that was
 * questioned or refused; has the operator answer what was asked, and add to it in an editor, where no file of remarks is named;
 * shows all of it, asks, signs, and writes the file. Whatever was added is kept until it is signed. Errors: `HANDOVER_NOT_SIGNED`,
 * `HANDOVER_NOT_WRITTEN`, `REMARKS_INVALID`, `EDITOR_FAILED`, those of drafting and signing, and of the journal and its key.
 */
export async function handoverSign(setting: Setting, { options }: Arguments): Promise<0> {
  const { io } = setting;
  if (!io.canAsk) throw failure("HANDOVER_NOT_SIGNED", { why: "NO_TERMINAL" });
  if (options.output !== undefined) mayBePut(resolve(options.output));
  const remarks = options.remarks === undefined ? null : remarksFile(options.remarks);
  await inExchange(setting, options.journal, async (exchange) => {
    const { layout } = exchange.journal;
    const from = await shiftSince(layout, options.since);
    const drawn = await drawReport(exchange, from);
    mustHaveEntries(drawn.handover);
    sayWhatCameBefore(setting, drawn);
    const additions = new AdditionsFile(directoriesOf(io.env).history, layout.directory);
    const report: Unsigned = { exchange, from, drawn, additions, remarks };
    try {
      const handover = await completed(setting, report);
      const path = resolve(options.output ?? fileOfHandover(handover));
      await agree(setting, exchange, handover, path);
      say(setting, await sign(setting, report, handover, path));
    } catch (error) {
      sayWhatIsKept(setting, report);
      throw error;
    }
  });
  return 0;
}

interface Unsigned {
  readonly exchange: Exchange;
  /** Where the shift begins; null where nobody has said so. */
  readonly from: number | null;
  readonly drawn: DrawnReport;
  /** What is added to it is kept there. */
  readonly additions: AdditionsFile;
  /** What is added in place of that which is kept, out of a file that was named. */
  readonly remarks: Handover["remarks"] | null;
}

/** As it would be signed, of the facts as they are once all is added. */
async function completed(setting: Setting, report: Unsigned): Promise<Handover> {
  const { exchange, from, additions } = report;
  const { handover, keptAs } = report.drawn;
  let added: Additions = additions.read(keptAs) ?? { remarks: handover.remarks, answers: {} };
  const keep = (more: Partial<Additions>) => {
    added = { ...added, ...more };
    additions.write(keptAs, added);
  };
  await askAnswers(setting, handover.answers, added.answers, (answers) => keep({ answers }));
  if (report.remarks === null) {
    const path = remarksPath(additions.path, keptAs);
    keep({ remarks: await editedRemarks(setting, path, withAdditions(handover, added)) });
    discardRemarks(path);
  } else added = { ...added, remarks: report.remarks };
  // Writing takes its time, and the journal goes on.
  const now = await drawReport(exchange, from);
  if (now.keptAs !== keptAs) throw failure("HANDOVER_STALE", { entries: 1 });
  return withAdditions({ ...now.handover, id: handover.id }, added);
}

async function agree(
  { io, catalogue }: Setting,
  { journal }: Exchange,
  handover: Handover,
  path: string,
): Promise<void> {
  const texts = catalogue.handoverExchange;
  const { revision } = handover;
  const key = journal.signer.fingerprint;
  await showText(io, reportMarkdown(handover, catalogue, true));
  io.err(printable(texts.whatSigningDoes({ path, revision, key })));
  if (!(await agrees(io, texts.askSign, texts.yes)))
    throw failure("HANDOVER_NOT_SIGNED", { why: "DECLINED" });
}

async function sign(
  { catalogue: { language } }: Setting,
  { exchange, additions, drawn: { keptAs } }: Unsigned,
  handover: Handover,
  path: string,
): Promise<WrittenCapsule> {
  const onRecorded = () => {
    additions.discard(keptAs);
    discardRemarks(remarksPath(additions.path, keptAs));
  };
  return await signHandover(exchange, handover, { path, language, onRecorded });
}

function sayWhatCameBefore({ io, catalogue }: Setting, { waiting, refused }: DrawnReport): void {
  const texts = catalogue.handoverExchange;
  for (const { revision, seq, at } of waiting) io.err(printable(texts.waiting({ revision, seq, at })));
  if (refused !== null) io.err(printable(texts.refusedBecause({ reason: refused })));
}

function sayWhatIsKept({ io, catalogue }: Setting, { additions, drawn: { keptAs } }: Unsigned): void {
  if (additions.read(keptAs) === null) return;
  io.err(printable(catalogue.handoverExchange.remarksKept({ path: additions.path })));
}

function say(
  { io, json, catalogue }: Setting,
  { entry, handover, report, path, capsule }: WrittenCapsule,
): void {
  const { id, revision, outgoing } = handover;
  const { seq } = entry;
  const { key } = outgoing;
  if (json) io.out(JSON.stringify({ handover: { id, revision, report, path, capsule, seq, key } }));
  else {
    const lines = catalogue.handoverExchange.handedOver({ path, seq, revision, key, report });
    io.out(lines.map(printable).join("\n"));
  }
}
