import type { ErrorFacts } from "#domain/errors.js";
import type { NotSigned } from "#domain/not-signed.js";
import type { RequestProblem } from "#domain/request-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const notBegun = "承認は依頼されておらず、承認の必要な操作は何も行われていません。";
const noApproval = "承認は成立しておらず、これに基づく操作は何も行われていません。";
const notCounted = "この承認は無効で、これに基づく操作は何も行われていません。拒否したことは記録されます。";

const inRequest: Readonly<Record<RequestProblem, string>> = {
  TOO_LARGE: "大きすぎます",
  NOT_UTF8: "UTF-8 ではありません",
  NOT_JSON: "JSON ではありません",
  NOT_CANONICAL: "正規形（RFC 8785）で書かれていません",
  FORMAT: "形式が shoseki-approval-request/1 ではありません",
  MISSING: "項目がありません",
  UNKNOWN_KEY: "承認依頼にない項目です",
  NOT_OF_FORM: "書式が正しくありません",
  CONTRADICTS: "同じファイル内の計画と食い違っています",
};

const altered: Readonly<Record<ErrorFacts["APPROVAL_ALTERED"]["what"], string>> = {
  REQUEST: "承認依頼が Shoseki の書き出す形式になっていません。",
  SIGNATURE: "署名が承認依頼と一致しないか、approval@shoseki 用の SSH 署名ではありません。",
  NOT_REQUESTED: "この実行では、この承認依頼は出されていません。",
};

const otherPlan: Readonly<Record<ErrorFacts["APPROVAL_OTHER_PLAN"]["what"], string>> = {
  RUN: "別の実行に対する承認です。",
  STEP: "この実行の別のステップに対する承認です。",
  PLAN: "別の計画に対する承認です。これから行う内容は、承認された内容と同じではありません。",
};

const writableBy: Readonly<Record<ErrorFacts["APPROVERS_WRITABLE"]["why"], (at: string) => string>> = {
  OWNED: (at) => `${at} の所有者はあなたです`,
  GRANTED: (at) => `あなたは ${at} に書き込めます`,
  NOT_KNOWN: (at) => `このシステムでは ${at} に誰が書き込めるかを確認できません`,
};

function notSigned(why: NotSigned, path: string): string {
  switch (why.kind) {
    case "EXISTS":
      return `${path} はすでにあります。`;
    case "NO_TERMINAL":
      return `${path} への署名は端末で確認してから行いますが、端末がありません。`;
    case "DECLINED":
      return `承認されなかったため、${path} は作成していません。`;
    case "NO_JOURNAL":
      return `${why.directory} にジャーナルがないため、${path} への署名に使う鍵がありません。`;
    case "FAILED":
      return `${path} を書き込めません: ${unended(why.cause)}。`;
  }
}

/** Approvals by a second person. */
export const approvalErrors = {
  APPROVERS_MISSING: ({ path }) => ({
    what: `承認者のファイル ${path} がありません。`,
    notDone: notBegun,
    next: "管理者に allowed signers 形式のファイルを置いてもらうか、--approvers またはプロファイルの approvers でファイルを指定してください。",
  }),
  APPROVERS_UNREADABLE: ({ path, cause }) => ({
    what: `承認者のファイル ${path} を読み取れません: ${unended(cause)}。`,
    notDone: notBegun,
    next: "ファイルとアクセス権を確認してください。読み取りができ、書き込みはできない状態が必要です。",
  }),
  APPROVERS_WRITABLE: ({ path, at, why }) => ({
    what: `${path} は承認者を定めるファイルですが、${writableBy[why](at)}。`,
    notDone: notBegun,
    next: "上位を含めて管理者だけが所有し書き込めるディレクトリ（/etc/shoseki など）に置くよう、管理者に依頼してください。",
  }),
  APPROVAL_REQUEST_INVALID: ({ path, at, problem }) => ({
    what: `${path} は承認依頼ではありません: ${at === "" ? "" : `${at}: `}${inRequest[problem]}。`,
    notDone: "何も署名していません。",
    next: "内容が変わらない方法で、ファイルをもう一度送ってもらってください。",
  }),
  APPROVAL_NOT_SIGNED: ({ path, why }) => ({
    what: notSigned(why, path),
    notDone:
      why.kind === "FAILED"
        ? "承認したことはジャーナルに記録されていますが、署名は誰にも渡っていません。"
        : "何も署名しておらず、何も記録していません。",
    next:
      why.kind === "EXISTS"
        ? "その内容を確認し、署名する場合は別の場所に移してください。"
        : why.kind === "NO_JOURNAL"
          ? "自分のジャーナルを指定する（--journal DIR）か、いずれかのエンドポイントに一度ログインして作成してください（shoseki ENDPOINT）。" +
            "手元の鍵で署名することもできます: ssh-keygen -Y sign -n approval@shoseki -f KEY FILE"
          : "書き込みのできる場所の端末で再度実行し、承認する場合は yes または「はい」と入力してください。",
  }),
  APPROVAL_ALTERED: ({ what }) => ({
    what: altered[what],
    notDone: notCounted,
    next: "この実行で書き出されたファイルそのものに署名してもらい、二つのファイルを変更せずに受け取ってください。",
  }),
  APPROVAL_REPLAYED: ({ run }) => ({
    what: `実行 ${run} に対するこの承認は、すでに使用されています。`,
    notDone: notCounted,
    next: "改めて承認を依頼してください。一つの承認依頼は一度しか使えません。",
  }),
  APPROVAL_OTHER_PLAN: ({ what }) => ({
    what: otherPlan[what],
    notDone: notCounted,
    next: "現在の計画に対する承認を改めて依頼してください。",
  }),
  APPROVAL_EXPIRED: ({ expires, now }) => ({
    what: `承認依頼の有効期限は ${expires} ですが、現在は ${now} です。`,
    notDone: noApproval,
    next: "改めて承認を依頼してください。",
  }),
  APPROVAL_OWN: ({ name, why }) => ({
    what:
      why === "KEY"
        ? `鍵 ${name} は依頼者自身のものです。`
        : `${name} は依頼者本人、または本人の可能性があります。自分の依頼を自分で承認することはできません。`,
    notDone: noApproval,
    next: "別の担当者に、本人の鍵と名前で承認してもらってください。",
  }),
  APPROVAL_NOT_ALLOWED: ({ key, path }) => ({
    what: `鍵 ${key} は、現在 ${path} で承認を認められている鍵ではありません。`,
    notDone: notCounted,
    next: "ファイルに載っている担当者に承認してもらうか、管理者に追加を依頼してください。",
  }),
} satisfies Partial<ErrorTexts>;
