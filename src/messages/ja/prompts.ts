import type { Prompts } from "#messages/catalogue.js";

export const prompts: Prompts = {
  password: ({ user, endpoint }) => `${endpoint} の ${user} のパスワード: `,
  passphrase: ({ path }) => `署名鍵 ${path} のパスフレーズ: `,
  newPassphrase: ({ path }) => `署名鍵を ${path} に作成します。新しいパスフレーズ: `,
  newPassphraseAgain: () => "確認のため、もう一度: ",
  passphrasesDiffer: () => "パスフレーズが一致しません。鍵は作成されていません。",
};
