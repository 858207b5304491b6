import type { PasswordCommandProblem, PasswordKeyringProblem } from "#domain/password-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { failedSaid, unfinishedSaid } from "#messages/ja/command-end.js";
import { unended } from "#messages/wording.js";

/** How a password was not to be had. */
export const passwords = {
  PASSWORD_MISSING: ({ user }) => ({
    what: `${user} のパスワードが指定されていません。`,
    notDone: "セッションは開かれていません。",
    next:
      "端末で入力するか、SHOSEKI_PASSWORD を設定するか、--password-stdin で標準入力から渡してください。プロファイルを使う場合は、" +
      "shoseki profile password NAME で OS キーリングに保存するか、password-command で取得できます。",
  }),
  PASSWORD_COMMAND_FAILED: ({ command, why }) => ({
    what: `パスワードコマンド ${command} ${commandSaid(why)}。`,
    notDone: "パスワードは送信されておらず、セッションも開かれていません。",
    // What it said of itself is told, and not recorded: `what` goes into the journal.
    next: `${complaint(why)}標準入力を /dev/null にして、コマンドを手で実行してみてください。出力の 1 行目がパスワードになります。`,
  }),
  PASSWORD_KEYRING_FAILED: ({ user, endpoint, why }) => ({
    what: `${endpoint} の ${user} のパスワードについて OS キーリングを利用できません: ${keyringSaid(why)}。`,
    notDone: "キーリングは変更されておらず、パスワードも送信されていません。",
    next: `${why.kind === "ABSENT" ? "キーリングのあるセッションで実行する" : "キーリングのロックを解除する"}か、SHOSEKI_PASSWORD または --password-stdin を使用してください。`,
  }),
  PASSWORD_NOT_KEPT: ({ user, endpoint, why }) => ({
    what: `ログインしましたが、${endpoint} の ${user} のパスワードを OS キーリングに保存できませんでした: ${keyringSaid(why)}。`,
    notDone: "キーリングは変更されていません。",
    next: "次のログインでもう一度入力してください。shoseki profile password 名前 で保存できます。",
  }),
} satisfies Partial<ErrorTexts>;

function commandSaid(why: PasswordCommandProblem): string {
  if (why.kind === "SILENT") return "の出力の 1 行目が空です";
  if (why.kind === "NOT_UTF8") return "の出力が UTF-8 ではありません";
  if (why.kind === "TOO_LONG") return `の出力の 1 行目が ${why.bytes} バイトを超えています`;
  if (why.kind === "EXIT") return failedSaid({ ...why, said: null });
  return why.kind === "NOT_STARTED" ? failedSaid(why) : unfinishedSaid(why);
}

function complaint(why: PasswordCommandProblem): string {
  return why.kind === "EXIT" && why.said !== null ? `コマンドのメッセージ: ${unended(why.said)}。` : "";
}

function keyringSaid(why: PasswordKeyringProblem): string {
  if (why.kind === "ABSENT") return "キーリングがありません";
  if (why.kind === "SLOW")
    return `${why.seconds} 秒以内に応答がありません（ロックされている可能性があります）`;
  return unended(why.cause);
}
