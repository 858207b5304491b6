import { failure } from "#domain/errors.js";
import { readRegular } from "#files/read-regular.js";
import { CAST_LIMITS } from "#recording/replay/cast.js";

/** What a recording's file has in it; null where there is none. Throws `CAST_INVALID` for what is too large, `FILE_UNREADABLE`. */
export function castBytes(path: string): Buffer | null {
  try {
    return readRegular(path, CAST_LIMITS.bytes);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    if (error instanceof RangeError) throw failure("CAST_INVALID", { path, line: 1, problem: "TOO_LARGE" });
    throw failure("FILE_UNREADABLE", { path, cause: message }, error);
  }
}
