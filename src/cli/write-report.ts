import { existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { failure } from "#domain/errors.js";
import { replaceFile } from "#files/replace-file.js";

/** Before any key is asked for: what is there is never replaced. Throws `REPORT_NOT_WRITTEN`. */
export function reportMayBeWritten(path: string, signature: string): void {
  for (const each of [path, signature]) {
    if (existsSync(each)) throw notWritten(each, "there is such a file already");
  }
  if (!existsSync(dirname(path))) throw notWritten(path, "there is no such directory");
}

/** Writes a report, and the signature beside it: both, or neither. Throws `REPORT_NOT_WRITTEN`. */
export function writeReport(
  path: string,
  bytes: Uint8Array,
  signature: { readonly path: string; readonly text: string },
): void {
  try {
    replaceFile(signature.path, signature.text);
    replaceFile(path, bytes);
  } catch (error) {
    rmSync(signature.path, { force: true });
    throw notWritten(path, (error as Error).message, error);
  }
}

function notWritten(path: string, reason: string, cause?: unknown): Error {
  return failure("REPORT_NOT_WRITTEN", { path, cause: reason }, cause);
}
