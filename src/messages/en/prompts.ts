import type { Prompts } from "#messages/catalogue.js";

export const prompts: Prompts = {
  password: ({ user, endpoint }) => `Password of ${user} at ${endpoint}: `,
  passphrase: ({ path }) => `Passphrase of the signing key ${path}: `,
  newPassphrase: ({ path }) => `A signing key will be made in ${path}. New passphrase: `,
  newPassphraseAgain: () => "The same passphrase again: ",
  passphrasesDiffer: () => "The two passphrases differ; no key was made.",
};
