import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { unlockKey } from "#cli/journal-key.js";
import { keyStoreOf } from "#cli/key-store.js";
import type { Arguments } from "#cli/options.js";
import { newPassphrase } from "#cli/passphrase.js";
import { writeKeyFile } from "#credentials/key-file.js";
import { failure, ShosekiError } from "#domain/errors.js";
import { readCurrentKey } from "#journal/current-key.js";
import { layoutOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";

/** `shoseki key export FILE`: the journal's private key as encrypted PKCS#8, 0600, under a passphrase of its own. */
export async function exportKey(setting: Setting, { options }: Arguments, file?: string): Promise<0> {
  if (file === undefined || file === "") throw failure("USAGE", { problem: "key export takes a file" });
  const directory = journalToRead(setting, options.journal);
  const fingerprint = await readingFiles(directory, async () => readCurrentKey(layoutOf(directory)));
  if (fingerprint === null) throw failure("JOURNAL_MISSING", { directory });
  const path = resolve(file);
  mayBeWritten(path);
  const { io, catalogue, json } = setting;
  const store = keyStoreOf(setting);
  const { key } = await unlockKey(setting, store, fingerprint);
  const passphrase = await newPassphrase(setting, path, catalogue.keys.exportPassphrase({ path }));
  try {
    writeKeyFile(path, dirname(path), key, passphrase);
  } catch (error) {
    const { problem } = error as ShosekiError;
    if (!(error instanceof ShosekiError) || problem.code !== "KEY_UNREADABLE") throw error;
    throw failure("KEY_NOT_EXPORTED", { path, cause: problem.facts.cause }, error);
  }
  const name = basename(store.fileOf(fingerprint));
  if (json) io.out(JSON.stringify({ exported: { path, fingerprint, name } }));
  else io.out(catalogue.keys.exported({ path, fingerprint, name }));
  return 0;
}

/** Before anything is asked: what is there is never replaced, and no directory is made for it. */
function mayBeWritten(path: string): void {
  if (existsSync(path)) throw failure("KEY_NOT_EXPORTED", { path, cause: "there is such a file already" });
  if (!existsSync(dirname(path))) {
    throw failure("KEY_NOT_EXPORTED", { path, cause: "there is no such directory" });
  }
}
