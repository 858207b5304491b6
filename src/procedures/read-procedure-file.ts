import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { failure } from "#domain/errors.js";
import { FILE_FAULTS } from "#domain/file-fault.js";
import type { Procedure } from "#domain/procedure.js";
import { readProcedure } from "#procedures/read-procedure.js";
import { decodeText } from "#yaml/decode-text.js";

/** The largest that a procedure's file may be, in bytes. */
export const LARGEST_PROCEDURE = 256 * 1024;

/** A procedure, the text of its file, and the lower-case hex SHA-256 of the file's bytes. */
export interface ProcedureFile {
  readonly path: string;
  readonly procedure: Procedure;
  readonly source: string;
  readonly sha256: string;
}

/** Reads a procedure's file. Throws `PROCEDURE_INVALID`, `FILE_UNREADABLE`. */
export async function readProcedureFile(path: string): Promise<ProcedureFile> {
  const bytes = bytesOf(path);
  if (bytes.length > LARGEST_PROCEDURE) {
    const problem = { kind: "TOO_LARGE", limit: LARGEST_PROCEDURE } as const;
    throw failure("PROCEDURE_INVALID", { path, line: 1, column: 1, problem });
  }
  const text = decodeText(bytes, ({ line, column }) =>
    failure("PROCEDURE_INVALID", { path, line, column, problem: { kind: "NOT_UTF8" } }),
  );
  const procedure = await readProcedure(text, path);
  // With its byte order mark, where it has one: the text in the journal has the same hash.
  const source = Buffer.from(bytes).toString("utf8");
  return { path, procedure, source, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** A file as it is now; of one that is too large, as much as says so. */
function bytesOf(path: string): Uint8Array {
  try {
    // What is no plain file might never end, or never begin: a pipe that nobody writes to is not waited for.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!fstatSync(file).isFile()) throw failure("FILE_UNREADABLE", { path, cause: FILE_FAULTS.noFile });
      return upTo(file, LARGEST_PROCEDURE + 1);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "FILE_UNREADABLE") throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw failure("FILE_UNREADABLE", { path, cause }, error);
  }
}

function upTo(file: number, limit: number): Uint8Array {
  const bytes = new Uint8Array(limit);
  let length = 0;
  for (let read = -1; read !== 0 && length < limit; length += read) {
    read = readSync(file, bytes, length, limit - length, null);
  }
  return bytes.subarray(0, length);
}
