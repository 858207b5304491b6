import { constants } from "node:buffer";
import { FileUnfit } from "#files/file-unfit.js";
import { readRegular } from "#files/read-regular.js";

/** More than fits a text, in bytes: 512 MiB. */
const LIMIT = constants.MAX_STRING_LENGTH;

/** The bytes of a regular file, few enough for a text. Throws the system's error, and `FileUnfit`, which says of which file it is. */
export function readWhole(path: string): Buffer {
  try {
    return readRegular(path, LIMIT);
  } catch (error) {
    if (error instanceof RangeError) throw new FileUnfit(path, error.message);
    throw error;
  }
}
