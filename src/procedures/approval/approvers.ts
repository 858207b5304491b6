import { constants, realpathSync } from "node:fs";
import { failure, ShosekiError } from "#domain/errors.js";
import { readRegular } from "#files/read-regular.js";
import { sha256Of } from "#procedures/approval/request.js";
import { type Look, lookHere, whereWritable } from "#procedures/approval/who-can-write.js";

/** Where the approvers' file is, when neither an option nor the profile says it. */
export const USUAL_APPROVERS = "/etc/shoseki/approvers";

/** The approvers' file, read once for the whole of a run. */
export interface Approvers {
  /** Where it was found, symbolic links followed. */
  readonly path: string;
  readonly text: string;
  /** Lower-case hex SHA-256 of its bytes. */
  readonly sha256: string;
  /** Whether the operator could have written it: only the superuser, whom nothing keeps from it. */
  readonly writable: boolean;
}

/** Far more than a file of names and keys needs. */
const LIMIT = 1_048_576;

/**
 * Reads the file of those who may approve, which the operator must not be able to write. Errors: `APPROVERS_MISSING`,
 * `APPROVERS_UNREADABLE`, `APPROVERS_WRITABLE`.
 */
export function readApprovers(named: string, look: Look = lookHere()): Approvers {
  try {
    const path = realpathSync(named);
    const at = look.uid === 0 ? null : whereWritable(path, look);
    if (at !== null) throw failure("APPROVERS_WRITABLE", { path: named, ...at });
    // What has been judged is what is read: no link is followed any more.
    const bytes = readRegular(path, LIMIT, constants.O_NOFOLLOW);
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { path, text, sha256: sha256Of(bytes), writable: look.uid === 0 };
  } catch (error) {
    if (error instanceof ShosekiError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw failure("APPROVERS_MISSING", { path: named }, error);
    throw failure("APPROVERS_UNREADABLE", { path: named, cause: message }, error);
  }
}
