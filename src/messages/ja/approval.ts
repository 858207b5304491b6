import type { ApprovalTexts, PassedOverBecause } from "#messages/approval-texts.js";

const because: Readonly<Record<PassedOverBecause, string>> = {
  CERT_AUTHORITY: "認証局（cert-authority）の行には対応していません",
  OPTION: "未知のオプション、または書式の誤ったオプションがあります",
  TIME: "valid-after または valid-before が日時として正しくないか、有効な期間がありません",
  KEY: "利用できる種類の鍵（Ed25519、ECDSA、2048 ビット以上の RSA、セキュリティキー）がありません",
  PRINCIPALS: "行頭にプリンシパルの一覧がありません",
};

export const approval: ApprovalTexts = {
  asks: "第二の担当者として、次の内容の承認を求められています:",
  labels: {
    title: "手順書",
    step: "ステップ",
    ticket: "変更番号",
    endpoint: "エンドポイント",
    askedBy: "依頼者",
    issued: "依頼日時",
    expires: "有効期限",
    run: "実行 ID",
    file: "手順書の SHA-256",
    plan: "計画の SHA-256",
    request: "承認依頼の SHA-256",
  },
  whole: "手順書全体",
  askedBy: ({ os, console, login, key }) => `${console} の ${os}（ログイン: ${login}、鍵: ${key}）`,
  left: ({ minutes }) => `残り ${minutes} 分`,
  parameters: "パラメーター:",
  items: "実行開始時に確定した対象:",
  chosen: "自動で選択:",
  operations: (count) => `実行される操作（${count} 件）:`,
  plannedLater: "計画は順番が来たときに作成されます",
  asInFile: ["これらのパラメーターと対象に対して、手順書が行うことのすべてです。手順書の全文:"],
  summary: ({ operations, lossy, endpoint }) => {
    const what =
      operations === 0
        ? `${endpoint} に対して手順書が行うすべての操作。`
        : `${endpoint} に対する操作 ${operations} 件。`;
    if (lossy === null)
      return `${what}失われるものはまだ分かりません（各操作の計画は、順番が来たときに作成されます）。`;
    if (lossy === 0) return `${what}失われるものは報告されていません。`;
    return `${what}うち ${lossy} 件は元に戻せない形でデータを失います。`;
  },
  question: "この内容だけを承認しますか (yes/はい):",
  yes: ["yes", "はい"],
  signed: ({ path, seq, key }) =>
    `承認しました。${path} に鍵 ${key} の署名を書き込み、自分のジャーナルのエントリー #${seq} に記録しました。このファイルを依頼者に渡してください。`,
  byHand: "同じことは、手元の鍵で ssh-keygen -Y sign -n approval@shoseki -f KEY FILE を実行しても行えます。",
  writable: ({ path }) =>
    `特権ユーザーで実行しているため、承認者を定める ${path} への書き込みを防ぐものがありません。このことはエントリーに記録されます。`,
  passedOver: ({ path, line, problem }) => `${path} の ${line} 行目は無視されます: ${because[problem]}。`,
};
