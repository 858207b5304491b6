import type { Setting } from "#cli/io.js";
import { failure } from "#domain/errors.js";

/** `SHOSEKI_PASSPHRASE`; null where it is not set. */
export function passphraseInEnvironment({ io }: Setting): string | null {
  return io.secrets.passphrase;
}

/** The passphrase of a key file that is there. Errors: `PASSPHRASE_MISSING`. */
export async function passphraseOf(setting: Setting, path: string): Promise<string> {
  return await asked(setting, path, setting.catalogue.prompts.passphrase({ path }));
}

/** The passphrase of a key file to come, asked for twice. Errors: `PASSPHRASE_MISSING`, `PASSPHRASES_DIFFER`. */
export async function newPassphrase(setting: Setting, path: string, question: string): Promise<string> {
  const passphrase = await asked(setting, path, question);
  if (passphraseInEnvironment(setting) === null) {
    const again = await setting.io.askSecret(setting.catalogue.prompts.newPassphraseAgain());
    if (again !== passphrase) throw failure("PASSPHRASES_DIFFER", {});
  }
  return passphrase;
}

async function asked(setting: Setting, path: string, question: string): Promise<string> {
  const passphrase = passphraseInEnvironment(setting) ?? (await setting.io.askSecret(question));
  if (passphrase === null || passphrase === "") throw failure("PASSPHRASE_MISSING", { path });
  return passphrase;
}
