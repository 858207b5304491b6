import { rmSync } from "node:fs";
import type { Setting } from "#cli/io.js";
import { keyFileOf, readKeyFile, writeKeyFile } from "#credentials/key-file.js";
import { failure } from "#domain/errors.js";
import { generatePrivateKey, type Signer, signerOf } from "#journal/signer.js";

/** The signer of a journal that exists. Errors: `PASSPHRASE_MISSING`, `PASSPHRASE_WRONG`, `KEY_MISSING`, `KEY_UNREADABLE`. */
export async function unlockKey(setting: Setting, directory: string, fingerprint: string): Promise<Signer> {
  const path = keyFileOf(directory, fingerprint);
  const passphrase = await passphraseFor(setting, path, setting.catalogue.prompts.passphrase({ path }));
  return signerOf(readKeyFile(path, fingerprint, passphrase));
}

/** A key that is on the disk, and has signed nothing yet. */
export interface NewKey {
  readonly signer: Signer;
  /** Its journal is founded: tells the operator. */
  announce(): void;
  /** Its journal is not: removes the file. */
  discard(): void;
}

/** A new key in a new encrypted file, for a new journal. Errors: `PASSPHRASE_MISSING`, `PASSPHRASES_DIFFER`, `KEY_UNREADABLE`. */
export async function makeKey(setting: Setting, directory: string): Promise<NewKey> {
  const { io, catalogue } = setting;
  const key = generatePrivateKey();
  const signer = signerOf(key);
  const path = keyFileOf(directory, signer.fingerprint);
  const passphrase = await passphraseFor(setting, path, catalogue.prompts.newPassphrase({ path }));
  if (fromEnvironment(setting) === null) {
    const again = await io.askSecret(catalogue.prompts.newPassphraseAgain());
    if (again !== passphrase) throw failure("PASSPHRASES_DIFFER", {});
  }
  writeKeyFile(path, directory, key, passphrase);
  const made = { path, fingerprint: signer.fingerprint };
  return {
    signer,
    announce: () => io.err(setting.json ? JSON.stringify({ newKey: made }) : catalogue.results.newKey(made)),
    discard: () => rmSync(path, { force: true }),
  };
}

async function passphraseFor(setting: Setting, path: string, question: string): Promise<string> {
  const passphrase = fromEnvironment(setting) ?? (await setting.io.askSecret(question));
  if (passphrase === null || passphrase === "") throw failure("PASSPHRASE_MISSING", { path });
  return passphrase;
}

function fromEnvironment({ io }: Setting): string | null {
  return io.env.SHOSEKI_PASSPHRASE || null;
}
