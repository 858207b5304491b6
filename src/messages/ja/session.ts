import type { CertificateFileProblem } from "#domain/certificate-file-problem.js";
import type { NotShared } from "#domain/not-shared.js";
import type { SocketProblem } from "#domain/socket-problem.js";
import type { ErrorTexts, Explanation } from "#messages/catalogue.js";
import { isLibvirtFault, unended } from "#messages/wording.js";

const noSession = "セッションは開かれておらず、パスワードも送信されていません。";

/** As doctor says it. */
function socketSaid(problem: SocketProblem, lead: string): Pick<Explanation, "what" | "next"> {
  const start = "デーモンを起動する（systemctl start libvirtd.socket または virtqemud.socket）";
  switch (problem.kind) {
    case "MISSING":
      return {
        what: `${lead}: libvirt のソケットが見つかりません（検索先: ${problem.paths.join("、")}）。`,
        next: `${start}か、?socket=/パス で場所を指定してください。`,
      };
    case "DEAF":
      return {
        what: `${lead}: ソケット ${problem.path} で応答するデーモンがありません。`,
        next: "デーモンを起動してください（systemctl start libvirtd.socket または virtqemud.socket）。",
      };
    case "CLOSED":
      return {
        what: `${lead}: ${problem.user} は ${problem.path} にアクセスできません。`,
        next: `root で usermod -aG libvirt ${problem.user} を実行してグループに加え、ログインし直してください。`,
      };
  }
}

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

const FILE_PROBLEMS = {
  NO_AUTHORITY_FILE: "サーバー証明書の検証に使う libvirt の CA 証明書がありません",
  NO_CERTIFICATE: "PEM 形式の証明書が含まれていません",
  NO_KEY: "PEM 形式の秘密鍵が含まれていません",
  KEY_LOCKED: "秘密鍵がパスフレーズで保護されています（libvirt のクライアントはパスフレーズを尋ねません）",
  KEY_OF_ANOTHER: "同じ場所の clientcert.pem の秘密鍵ではありません",
  NO_REVOCATIONS: "PEM 形式の失効リストが含まれていません",
} satisfies Record<CertificateFileProblem, string>;

const FILE_MENDS = {
  NO_AUTHORITY_FILE:
    "cacert.pem を検索先の ~/.pki/libvirt（root の場合を除く）または /etc/pki/CA に置くか、自身の証明書とともに置いた場所を ?pkipath=/ディレクトリー で指定してください。",
  NO_CERTIFICATE: "認証局が発行した証明書（BEGIN CERTIFICATE から END CERTIFICATE まで）を置いてください。",
  NO_KEY: "clientcert.pem と対になる秘密鍵を置いてください。",
  KEY_LOCKED: "openssl pkey でパスフレーズを外し、本人だけが読めるようにしてください。",
  KEY_OF_ANOTHER: "対になる証明書と秘密鍵を置いてください。",
  NO_REVOCATIONS: "認証局が発行した失効リスト（BEGIN X509 CRL から END X509 CRL まで）を置いてください。",
} satisfies Record<CertificateFileProblem, string>;

/** There is no session. */
export const session = {
  UNREACHABLE: ({ endpoint, cause, socket }) =>
    socket === undefined
      ? {
          what: `${endpoint} に接続できません: ${unended(cause)}。`,
          notDone: noSession,
          next: "ホスト名、ポート、ネットワーク経路を確認し、再度実行してください。",
        }
      : { notDone: "セッションは開かれていません。", ...socketSaid(socket, `${endpoint} に接続できません`) },
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
    next: isLibvirtFault(fault)
      ? "サーバーの管理者に、libvirt グループへの追加か polkit の規則（org.libvirt.unix.manage）での許可を依頼してください。"
      : "ユーザー名とパスワードを確認してください。失敗を繰り返すとアカウントがロックされることがあります。",
  }),
  AUTH_UNSUPPORTED: ({ endpoint, wants }) => ({
    what: `${endpoint} が求めている認証方式（${wants}）には対応していません。`,
    notDone: "セッションは開かれておらず、パスワードも送信されていません。",
    next: "ssh、またはクライアント証明書を用いた tls で接続するか、polkit での許可をサーバーの管理者に依頼してください。",
  }),
  CERTIFICATE_FILE_UNFIT: ({ path, problem }) => ({
    what: `${path} を使用できません: ${FILE_PROBLEMS[problem]}。`,
    notDone: "接続は行われておらず、何も送信されていません。",
    next: FILE_MENDS[problem],
  }),
  CLIENT_CERTIFICATE_REFUSED: ({ endpoint, subject, path, cause }) => ({
    what:
      path === null
        ? `${endpoint} に接続を拒否されました（${unended(cause)}）。提示できるクライアント証明書がありませんでした。`
        : `${endpoint} にクライアント証明書 ${subject}（${path}）が受け入れられませんでした（${unended(cause)}）。`,
    notDone: "セッションは開かれていません。",
    next:
      "サーバーが信頼する認証局の clientcert.pem と clientkey.pem を、~/.pki/libvirt（root 以外）、/etc/pki/libvirt、または ?pkipath= で指定した" +
      "ディレクトリに置いてください。サーバー側の tls_allowed_dn_list で許可されていない可能性もあります。",
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
  ENDPOINT_TAKEN: ({ name, another }) => ({
    what:
      another === undefined
        ? `このコンソールはすでに ${name} に接続しています。`
        : `このコンソールでは、名前 ${name} を ${another} がすでに使っています。`,
    notDone: "セッションは開かれていません。",
    next:
      another === undefined
        ? `その名前で使うか、先に disconnect ${name} を実行してください。`
        : "shoseki profile add NAME --endpoint ENDPOINT で別名のプロファイルを作成し、その名前で接続してください。",
  }),
  ENDPOINT_NOT_ONE: ({ names }) => ({
    what: `このコンソールには複数の接続先 (${names.join("、")}) があり、どれを指すか決まりません。`,
    notDone: "何も送信されていません。",
    next: `先に use ${names[0] ?? "NAME"} で接続先を選ぶか、--host ${names[0] ?? "NAME"}:HOST のように場所を指定してください。`,
  }),
} satisfies Partial<ErrorTexts>;
