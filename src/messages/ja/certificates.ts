import type { ErrorTexts } from "#messages/catalogue.js";
import { reasonsSaid } from "#messages/ja/certificate-reasons.js";
import { unended, withoutScheme } from "#messages/wording.js";

const anotherWay = "この接続とは別の手段（サーバーのコンソールや管理者への問い合わせ）で";

const trustPlaces = "~/.pki/libvirt（root 以外）、/etc/pki/CA、または ?pkipath= で指定したディレクトリ";

/** Of libvirt, whose client has files of whom to trust. */
function libvirtNext(reasons: readonly string[]): string {
  if (reasons.includes("CERT_REVOKED")) {
    return "サーバーの管理者に証明書の再発行を依頼してください。この証明書の秘密鍵は盗まれているおそれがあります。";
  }
  if (reasons.some((reason) => reason.includes("CRL"))) {
    return `発行者とその上位の認証局の最新の失効リストを、cacrl.pem として ${trustPlaces}に置いてください。`;
  }
  return `${anotherWay}サムプリントを照合してください。一致していれば、発行者の証明書を cacert.pem として ${trustPlaces}に置いてください。`;
}

/** A server's certificate is not trusted, or what is known of certificates cannot be changed. */
export const certificates = {
  CERTIFICATE_UNTRUSTED: ({ endpoint, reasons, thumbprint, subject, issuer, from, until }) => ({
    what:
      `${endpoint} の証明書を信頼できません（${reasonsSaid(reasons)}）。` +
      `サブジェクト ${subject}、発行者 ${issuer}、有効期間 ${from} から ${until} まで、SHA-256 ${thumbprint}。`,
    notDone: "セッションは開かれておらず、パスワードも送信されていません。",
    next: endpoint.includes("+tls:")
      ? libvirtNext(reasons)
      : `${anotherWay}サムプリントを照合してください。一致していれば、端末で shoseki trust ${withoutScheme(endpoint)} を実行して` +
        `記録するか、--thumbprint ${thumbprint} を、または発行者の証明書を --ca FILE で指定してください。`,
  }),
  CERTIFICATE_CHANGED: (facts) => ({
    what:
      `${facts.endpoint} の証明書が、記録済みのもの（${facts.algorithm} ${facts.known}、${facts.file} の ${facts.line} 行目）と` +
      `異なります。提示された証明書: サブジェクト ${facts.subject}、発行者 ${facts.issuer}、有効期間 ${facts.from} から ` +
      `${facts.until} まで、SHA-256 ${facts.thumbprint}。`,
    notDone: "何も送信せずに接続を切断しました。要求もパスワードも送信されていません。",
    next:
      "サーバーの証明書が更新されたか、何者かが通信に割り込んでパスワードを盗もうとしている可能性があります。" +
      `${anotherWay}、サーバーの管理者に現在のサムプリントを確認してください。提示されたものと一致した場合に限り、` +
      `${
        facts.keeper === "govc"
          ? `${facts.file}（govc と共用）の ${facts.line} 行目を削除し`
          : `shoseki trust remove ${withoutScheme(facts.endpoint)} で以前の証明書を削除し`
      }、shoseki trust ${withoutScheme(facts.endpoint)} で新しい証明書を記録してください。`,
  }),
  KNOWN_HOSTS_UNWRITABLE: ({ path, cause }) => ({
    what: `証明書を記録するファイル ${path} を変更できません: ${unended(cause)}。`,
    notDone: "記録済みの内容は変わっていません。サーバーには何も送信されていません。",
    next: "ファイルとそのディレクトリを書き込み可能にするか、--thumbprint を指定してください。",
  }),
  HOST_NOT_KNOWN: ({ host, path }) => ({
    what: `${path} に ${host} の行はありません。`,
    notDone: "何も削除されていません。",
    next: "shoseki trust list で、証明書が記録されているホストを確認できます。",
  }),
} satisfies Partial<ErrorTexts>;
