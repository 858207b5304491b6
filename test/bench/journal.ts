import { benchAppend } from "./journal-append.js";
import { benchLog } from "./journal-log.js";
import { makeLongJournal } from "./journal-long.js";
import { benchDirectory } from "./journal-place.js";
import { benchVerify } from "./journal-verify.js";

/** Appending to a journal; verifying and searching one of `entries` entries, made once below the temporary directory. */
export async function benchJournal(print: (line: string) => void, entries = 1_000_000): Promise<void> {
  await benchAppend(print);
  using directory = benchDirectory();
  const started = performance.now();
  const { bytes, checkpoints } = makeLongJournal(directory.path, entries);
  print(
    `\na journal of ${entries} entries, ${(bytes / 2 ** 20).toFixed(0)} MiB (${Math.round(bytes / entries)} bytes a line), ` +
      `${checkpoints} checkpoints; made in ${((performance.now() - started) / 1_000).toFixed(0)} s`,
  );
  await benchVerify(print, directory.path);
  await benchLog(print, directory.path);
}
