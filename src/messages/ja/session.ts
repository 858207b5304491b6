import type { ErrorTexts } from "#messages/catalogue.js";
import { term, unended } from "#messages/wording.js";

const noSession = "セッションは開かれておらず、パスワードも送信されていません。";

/** Node's names for what is wrong with a certificate. */
const certificateReasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "自己署名証明書です",
  SELF_SIGNED_CERT_IN_CHAIN: "証明書チェーンに自己署名証明書が含まれています",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "発行者を確認できません",
  UNABLE_TO_GET_ISSUER_CERT: "発行者を確認できません",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "発行者を確認できません",
  CERT_HAS_EXPIRED: "有効期限が切れています",
  CERT_NOT_YET_VALID: "有効期間がまだ始まっていません",
  ERR_TLS_CERT_ALTNAME_INVALID: "別のホスト名に対して発行されています",
};

/** There is no session. */
export const session = {
  UNREACHABLE: ({ endpoint, cause }) => ({
    what: `${endpoint} に接続できません: ${unended(cause)}。`,
    notDone: noSession,
    next: "ホスト名、ポート、ネットワーク経路を確認し、再度実行してください。",
  }),
  CERTIFICATE_UNTRUSTED: ({ endpoint, reason, thumbprint, subject, issuer, from, until }) => ({
    what:
      `${endpoint} の証明書を信頼できません（${unended(term(certificateReasons, reason))}）。` +
      `サブジェクト ${subject}、発行者 ${issuer}、有効期間 ${from} から ${until} まで、SHA-256 ${thumbprint}。`,
    notDone: noSession,
    next:
      "この接続とは別の手段（サーバーのコンソールや管理者への問い合わせ）でサムプリントを照合してください。" +
      `一致していれば --thumbprint ${thumbprint} を、または発行者の証明書を --ca FILE で指定してください。`,
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
  PASSWORD_MISSING: ({ user }) => ({
    what: `${user} のパスワードが指定されていません。`,
    notDone: "セッションは開かれていません。",
    next: "端末で入力するか、SHOSEKI_PASSWORD を設定するか、--password-stdin で標準入力から渡してください。",
  }),
} satisfies Partial<ErrorTexts>;
