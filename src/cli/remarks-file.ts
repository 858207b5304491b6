import { TextDecoder } from "node:util";
import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { readRegular } from "#files/read-regular.js";
import { readRemarks } from "#handover/remarks.js";

const MAX_REMARKS_BYTES = 1024 * 1024;

/** The remarks that a file has, in UTF-8. Throws `FILE_UNREADABLE`, `REMARKS_INVALID`. */
export function remarksFile(path: string): Handover["remarks"] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readRegular(path, MAX_REMARKS_BYTES));
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
  return readRemarks(path, text);
}
