import { reasonSaid } from "#messages/ja/certificate-reasons.js";
import type { TrustTexts } from "#messages/trust-texts.js";

export const trust: TrustTexts = {
  labels: { subject: "サブジェクト", issuer: "発行者", valid: "有効期間", file: "ファイル" },
  valid: ({ from, until }) => `${from} から ${until} まで`,
  place: ({ file, line }) => `${file} の ${line} 行目`,
  unknown: ({ endpoint, reasons }) => [
    `${endpoint} の証明書は、信頼できるものか確認できません。`,
    ...reasons.map((reason) => `  ・${reasonSaid(reason)}`),
  ],
  compare: ({ path }) => [
    "SHA-256 のサムプリントを、この接続とは別の手段（サーバーの管理者に尋ねる",
    "など）で照合してください。一致していれば、yes または「はい」と入力します。",
    "証明書は次のファイルに記録されます。",
    path,
    "それ以外の入力では接続を中止します。何も送信されず、何も記録されません。",
  ],
  question: "正しい証明書ですか (yes/はい):",
  yes: ["yes", "はい"],
  kept: ({ host, path }) => `${host} の証明書を ${path} に記録しました。`,
  vouched: ({ endpoint }) =>
    `${endpoint} の証明書はシステムの認証局で検証できます。記録する必要はありません。`,
  isKnown: ({ endpoint }) => `${endpoint} の証明書は、記録済みのものと一致しています。`,
  removed: ({ host, count, path }) => `${path} から ${host} の行を ${count} 行削除しました。`,
  stillKnown: ({ host, file, line }) =>
    `${host} の証明書は govc 側（${file} の ${line} 行目）にも記録されており、今後はそちらと照合します。`,
  none: ({ path }) => `記録済みの証明書はありません（${path} にも govc のファイルにもありません）。`,
  notUnderstood: ({ file, line }) =>
    `${file} の ${line} 行目: ホスト名の後に証明書のサムプリントがありません。`,
  changed: {
    heading: ({ endpoint }) => `警告: ${endpoint} の証明書が変わっています`,
    known: "記録済みの証明書:",
    shown: "サーバーが提示した証明書:",
    advice: ({ host, keeper, file, line }) => [
      "要求もパスワードも送信せずに接続を切断しました。",
      "サーバーの証明書が更新されたか、何者かが通信に割り込んでパスワードを盗もうと",
      "している可能性があります。",
      "",
      "  1. この接続とは別の手段で、サーバーの管理者に SHA-256 を確認してください。",
      "  2. 提示されたものと一致した場合に限り、記録済みの証明書を削除してください。",
      keeper === "govc" ? `       ${file} の ${line} 行目` : `       shoseki trust remove ${host}`,
      "  3. 新しい証明書を記録してください。",
      `       shoseki trust ${host}`,
    ],
  },
};
