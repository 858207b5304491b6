import type { Prompts } from "#messages/catalogue.js";

export const prompts: Prompts = {
  password: ({ user, endpoint }) => `${endpoint} に ${user} でログインします。\nパスワード: `,
  passphrase: ({ path }) => `署名鍵は ${path} です。\nパスフレーズ: `,
  newPassphrase: ({ path }) => `署名鍵を ${path} に作成します。\n新しいパスフレーズ: `,
  newPassphraseAgain: () => "確認のため、もう一度: ",
  keepPassword: () => "ログインに成功したら OS キーリングに保存しますか? [y/N] ",
};
