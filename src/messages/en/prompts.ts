import type { Prompts } from "#messages/catalogue.js";

export const prompts: Prompts = {
  password: ({ user, endpoint }) => `${user} at ${endpoint}\nPassword: `,
  passphrase: ({ path }) => `The signing key is ${path}.\nPassphrase: `,
  newPassphrase: ({ path }) => `A signing key will be made in ${path}.\nNew passphrase: `,
  newPassphraseAgain: () => "The same passphrase again: ",
  keepPassword: () => "Keep it in the OS keyring, once the login has succeeded? [y/N] ",
};
