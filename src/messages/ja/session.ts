import type { NotShared } from "#domain/errors.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const noSession = "セッションは開かれておらず、パスワードも送信されていません。";

function notShared(why: NotShared): string {
  switch (why.kind) {
    case "TAKEN":
      return "接続先、ログイン、ジャーナルが同じコンソールがすでに開いています";
    case "UNSAFE":
      return `${why.path} は自分だけがアクセスできるディレクトリーではありません`;
    case "TOO_LONG":
      return `${why.path} はソケットのパスとして長すぎます`;
    case "FAILED":
      return `${why.path} を使用できません: ${unended(why.cause)}`;
  }
}

/** There is no session. */
export const session = {
  UNREACHABLE: ({ endpoint, cause }) => ({
    what: `${endpoint} に接続できません: ${unended(cause)}。`,
    notDone: noSession,
    next: "ホスト名、ポート、ネットワーク経路を確認し、再度実行してください。",
  }),
  NOT_VSPHERE: ({ endpoint, problem }) => ({
    what: `${endpoint} は vCenter または ESXi として応答していません: ${unended(problem)}。`,
    notDone: noSession,
    next: "ホストとポートを確認してください。vSphere API は通常 443 番ポートです。",
  }),
  VERSION_UNSUPPORTED: ({ endpoint, version }) => ({
    what: `${endpoint} の vSphere API のバージョンは ${version} で、対応しているバージョン（6.5 以降）より古いものです。`,
    notDone: noSession,
    next: "vSphere 6.5 以降のサーバーを指定してください。",
  }),
  LOGIN_REFUSED: ({ user, fault, message }) => ({
    what: `${user} のログインがサーバーに拒否されました: ${unended(message)}（${fault}）。`,
    notDone: "セッションは開かれていません。",
    next: "ユーザー名とパスワードを確認してください。失敗を繰り返すとアカウントがロックされることがあります。",
  }),
  INTERRUPTED: ({ endpoint }) => ({
    what: `${endpoint} への接続が途切れています。`,
    notDone: "何も送信されていません。",
    next: "自動的に再接続を試みています。復旧後にやり直すか、C ですぐに試してください。",
  }),
  CONSOLE_LOCKED: () => ({
    what: "コンソールはロックされています。",
    notDone: "何も送信されていません。",
    next: "ロックを解除するか、--no-share を付けて独立したセッションで実行してください。",
  }),
  ENDPOINT_UNKNOWN: ({ text, names }) => ({
    what: `このコンソールに接続先 ${text} はありません (接続先: ${names.join("、")})。`,
    notDone: "何も送信されていません。",
    next: "いずれかの名前を指定するか、connect で新しい接続先を開いてください。",
  }),
  SESSION_NOT_SHARED: ({ why }) => ({
    what: `shoseki exec はこのコンソールを経由しません（${notShared(why)}）。`,
    notDone: "ほかに影響はありません。shoseki exec は、コンソールがないときと同じく自分でログインします。",
    next:
      why.kind === "TAKEN"
        ? "対処は不要です。もう一方のコンソールを経由します。"
        : "XDG_RUNTIME_DIR に、自分だけがアクセスできるディレクトリー（モード 0700）を設定し、コンソールを開き直してください。",
  }),
  ENDPOINT_TAKEN: ({ name }) => ({
    what: `このコンソールはすでに ${name} に接続しています。`,
    notDone: "セッションは開かれていません。",
    next: `その名前で使うか、先に disconnect ${name} を実行してください。`,
  }),
  ENDPOINT_NOT_ONE: ({ names }) => ({
    what: `このコンソールには複数の接続先 (${names.join("、")}) があり、どれを指すか決まりません。`,
    notDone: "何も送信されていません。",
    next: `先に use ${names[0] ?? "NAME"} で接続先を選ぶか、--host ${names[0] ?? "NAME"}:HOST のように場所を指定してください。`,
  }),
} satisfies Partial<ErrorTexts>;
