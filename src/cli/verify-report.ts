import { resolve } from "node:path";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import type { Arguments } from "#cli/options.js";
import { reportError } from "#cli/report-error.js";
import { reportText } from "#cli/report-text.js";
import { failure } from "#domain/errors.js";
import { readRegular } from "#files/read-regular.js";
import { type Layout, layoutOf, segmentsOf } from "#journal/layout.js";
import { readKeys } from "#journal/read-epochs.js";
import { readingFiles } from "#journal/reading-files.js";
import { chooseCatalogue, languageNamed } from "#messages/choose.js";
import { type ReportMark, readMark } from "#procedures/report/report-mark.js";
import { signerOfReport } from "#procedures/report/report-signature.js";

/** The largest report that is read, in bytes: a thousand machines with ten steps each are some 20 MB. */
const LIMIT = 256 * 1024 * 1024;

/** The longest signature file that is read, in bytes. */
const SIGNATURE_LIMIT = 16_384;

type Verdict =
  | { readonly kind: "verified"; readonly title: string; readonly key: string }
  | { readonly kind: "unsigned" | "wrong-signature" }
  /** `line` is the first that is another, from 1. */
  | { readonly kind: "differs"; readonly line: number };

/**
 * `shoseki procedure report --verify FILE`: whether a report is what the journal gives, byte for byte, and FILE.sig the
 * journal's key's. Exit 0 both; 1 not so; 2 it could not be verified. Needs no key, and writes nothing.
 */
export async function verifyReport(
  setting: Setting,
  { options }: Arguments,
  word: string,
): Promise<0 | 1 | 2> {
  try {
    const stray = (["format", "output"] as const).find((name) => options[name] !== undefined);
    if (stray !== undefined) throw failure("USAGE", { problem: `--verify takes no --${stray}` });
    const path = resolve(word);
    const bytes = read(path, LIMIT);
    const mark = readMark(bytes.subarray(0, 512).toString());
    if (mark === null || languageNamed(mark.language) === null) throw failure("REPORT_INVALID", { path });
    const layout = layoutOf(journalToRead(setting, options.journal));
    if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory: layout.directory });
    const verdict = await readingFiles(layout.directory, () => verdictOn(layout, mark, path, bytes));
    say(setting, path, mark, verdict);
    return verdict.kind === "verified" ? 0 : 1;
  } catch (error) {
    reportError(setting, error);
    return 2;
  }
}

async function verdictOn(layout: Layout, mark: ReportMark, path: string, bytes: Buffer): Promise<Verdict> {
  const made = await reportText(layout, mark, chooseCatalogue(mark.language, {}));
  if (!made.bytes.equals(bytes)) return { kind: "differs", line: firstDiffering(made.bytes, bytes) };
  const signature = readIfThere(signatureOf(path));
  if (signature === null) return { kind: "unsigned" };
  const key = signerOfReport(signature, bytes, mark.upTo, readKeys(layout));
  if (key === null) return { kind: "wrong-signature" };
  return { kind: "verified", title: made.report.procedure.title, key };
}

function say({ io, catalogue, json }: Setting, path: string, mark: ReportMark, verdict: Verdict): void {
  const { reports: texts } = catalogue;
  const signature = signatureOf(path);
  const { kind, ...facts } = verdict;
  if (json) io.out(JSON.stringify({ verdict: kind, path, ...mark, ...facts }));
  else if (verdict.kind === "verified") io.out(texts.verified({ path, ...mark, ...verdict }));
  else if (verdict.kind === "unsigned") io.out(texts.notSigned({ path, signature }));
  else if (verdict.kind === "differs") io.out(texts.differs({ path, run: mark.run, line: verdict.line }));
  else io.out(texts.wrongSignature({ path, signature }));
}

function signatureOf(path: string): string {
  return `${path}.sig`;
}

function firstDiffering(one: Buffer, other: Buffer): number {
  const [lines, others] = [one.toString().split("\n"), other.toString().split("\n")];
  const at = lines.findIndex((line, index) => line !== others[index]);
  return (at < 0 ? lines.length : at) + 1;
}

function read(path: string, limit: number): Buffer {
  try {
    return readRegular(path, limit);
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

function readIfThere(path: string): string | null {
  try {
    return readRegular(path, SIGNATURE_LIMIT).toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}
