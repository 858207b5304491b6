import { resolve } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { approvalLines } from "#cli/approval-lines.js";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { openJournal } from "#cli/open-journal.js";
import { type Operator, operatorHere } from "#cli/operator.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { isTaken, writeSignature } from "#cli/write-signature.js";
import type { Who } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { readRegular } from "#files/read-regular.js";
import { type Layout, layoutOf } from "#journal/layout.js";
import { readKeys } from "#journal/read-epochs.js";
import { readingFiles } from "#journal/reading-files.js";
import { REQUEST_LIMIT, readRequest } from "#procedures/approval/read-request.js";
import { APPROVAL_NAMESPACE, type ApprovalRequest, sha256Of } from "#procedures/approval/request.js";
import { signApprovalEntry } from "#procedures/approval/sign-approval-entry.js";

interface RequestFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly request: ApprovalRequest;
}

/**
 * `shoseki procedure approve FILE`: shows the second person what would be done, asks, signs exactly the file's bytes with
 * this journal's key, records that in this journal, and then writes FILE.sig. Nothing else than an answer at the terminal
 * approves. Errors: `APPROVAL_REQUEST_INVALID`, `APPROVAL_EXPIRED`, `APPROVAL_OWN`, `APPROVAL_NOT_SIGNED`, `USAGE`,
 * `FILE_UNREADABLE`, and those of opening the journal and its key.
 */
export async function approveRequest(
  setting: Setting,
  args: Arguments,
  file: string | undefined,
): Promise<0> {
  allowOnly(args, "procedure approve", []);
  if (file === undefined || file === "")
    throw failure("USAGE", { problem: "procedure approve takes the file of a request" });
  const { io } = setting;
  const asked = readFile(resolve(file));
  mustBeInTime(asked.request);
  const directory = journalToRead(setting, args.options.journal);
  const operator = operatorHere();
  await readingFiles(directory, async () => mustBeOfAnother(asked, layoutOf(directory), operator));
  const path = `${asked.path}.sig`;
  if (isTaken(path)) throw failure("APPROVAL_NOT_SIGNED", { path, why: { kind: "EXISTS" } });
  await agree(setting, asked, path);
  const session = uuidv7();
  const opened = await openJournal(setting, { named: directory, simulated: false, operator, session });
  const { journal, key } = opened;
  try {
    // The passphrase may have been waited for.
    mustBeInTime(asked.request);
    const signature = journal.signer.signFile(APPROVAL_NAMESPACE, asked.bytes);
    const who: Who = { name: operator.os, ...operator, key, session };
    const { entry } = journal.append(signApprovalEntry(who, asked, signature));
    writeSignature(path, signature);
    const { signed, byHand } = setting.catalogue.approval;
    io.out([signed({ path, seq: entry.seq, key }), byHand].join("\n"));
  } finally {
    journal.close();
  }
  return 0;
}

function readFile(path: string): RequestFile {
  let bytes: Buffer;
  try {
    bytes = readRegular(path, REQUEST_LIMIT);
  } catch (error) {
    if (error instanceof RangeError) {
      throw failure("APPROVAL_REQUEST_INVALID", { path, at: "", problem: "TOO_LARGE" }, error);
    }
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
  const read = readRequest(bytes);
  if ("flaw" in read) throw failure("APPROVAL_REQUEST_INVALID", { path, ...read.flaw });
  return { path, bytes, request: read.request };
}

function mustBeInTime({ expires }: ApprovalRequest): void {
  const now = Date.now();
  if (now < Date.parse(expires)) return;
  throw failure("APPROVAL_EXPIRED", { expires, now: new Date(now).toISOString() });
}

/** Whoever runs the procedure would not take it either; here it is said before anything is signed. */
function mustBeOfAnother({ request, path: file }: RequestFile, layout: Layout, here: Operator): void {
  const path = `${file}.sig`;
  const { operator: asked } = request;
  const epochs = readKeys(layout).epochs();
  if (epochs.length === 0) {
    const { directory } = layout;
    throw failure("APPROVAL_NOT_SIGNED", { path, why: { kind: "NO_JOURNAL", directory } });
  }
  if (epochs.some(({ fingerprint }) => fingerprint === asked.key)) {
    throw failure("APPROVAL_OWN", { name: asked.key, why: "KEY" });
  }
  if (asked.os === here.os && asked.console === here.console) {
    throw failure("APPROVAL_OWN", { name: `${here.os}@${here.console}`, why: "NAME" });
  }
}

async function agree(
  { io, catalogue }: Setting,
  { request, bytes }: RequestFile,
  path: string,
): Promise<void> {
  if (!io.canAsk) throw failure("APPROVAL_NOT_SIGNED", { path, why: { kind: "NO_TERMINAL" } });
  const { question, yes } = catalogue.approval;
  io.err([...approvalLines(request, sha256Of(bytes), Date.now(), catalogue), ""].join("\n"));
  const answer = await io.askLine(`${question} `);
  if (answer !== null && yes.includes(answer.trim().toLowerCase())) return;
  throw failure("APPROVAL_NOT_SIGNED", { path, why: { kind: "DECLINED" } });
}
