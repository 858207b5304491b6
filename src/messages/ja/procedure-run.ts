import type { ProcedureRunTexts } from "#messages/procedure-run-texts.js";

export const procedureRun: ProcedureRunTexts = {
  begun: ({ title, id, steps }) => `${title}: 実行 ${id}、全 ${steps} ステップ。`,
  resumed: ({ title, id }) => `${title}: 実行 ${id} を再開します。`,
  turn: ({ number, count, title, item, undoing }) =>
    `[${number}/${count}] ${undoing ? "切り戻し: " : ""}${title}${item === null ? "" : `（${item}）`}`,
  plan: ({ line, operations }) =>
    operations === 1 ? `計画: ${line}` : `計画（操作 ${operations} 件）: ${line}`,
  check: ({ expression, value }) =>
    `確認: ${expression}: ${value === null ? "判定できません" : value ? "成立" : "不成立"}`,
  waits: ({ expression, until }) => `${until} まで待ちます: ${expression}`,
  ended: ({ state, what }) => (what === "" ? state : `${state}: ${what}`),
  askPlan: "この計画を実行しますか [y / skip 理由 / back-out 理由 / pause]",
  askQuestion: "[y / n / skip 理由 / back-out 理由 / pause]",
  askInstructions: "確認した内容を入力してください [内容 / skip 理由 / back-out 理由 / pause]",
  askFailure: "どうしますか [again / skip 理由 / back-out 理由 / pause]",
  askFailedApproval: "どうしますか [again / back-out 理由 / pause]",
  askUndo: {
    plan: "この計画を実行しますか [y / skip 理由 / pause]",
    instructions: "確認した内容を入力してください [内容 / skip 理由 / pause]",
    failure: "どうしますか [again / skip 理由 / pause]",
  },
  noAnswer: ({ said, words }) =>
    `${said === "" ? "回答が入力されていません" : `「${said}」はここでは回答になりません`}。${words.join("、")} のいずれかを入力してください。`,
  noReason: "記録のため、理由が必要です。",
  inFull: ({ word, answer }) =>
    `「${word}」は確認した内容とはみなしません。${answer} と省略せずに入力するか、確認した内容を入力してください。`,
  askWhy: "理由を入力してください",
  askKey: ({ key, origin }) =>
    `このカプセルは、ジャーナル ${origin} の鍵 ${key} で署名されています。引き継ぎ元の担当者に別の経路で確認してください。担当者の鍵に間違いありませんか [y/N]`,
  answers: {
    yes: ["y", "yes", "はい"],
    no: ["n", "no", "いいえ"],
    skip: ["s", "skip"],
    "back-out": ["b", "back-out"],
    pause: ["p", "pause"],
    again: ["a", "again"],
  },
  seenMissing: ({ step, instructions }) =>
    `${step} は手作業のステップです。確認した内容は --yes では代えられません: ${instructions}`,
  approvalMissing: ({ path, expires, principal }) =>
    [
      `別の担当者の承認が必要です。承認依頼は ${path} にあります。期限は ${expires} です。`,
      "承認者は、別のアカウントまたは別のマシンで、次のどちらかの方法で署名します。",
      `  shoseki procedure approve ${path}`,
      `  ssh-keygen -Y sign -f 鍵 -n ${principal} ${path}`,
      "どちらの場合も、同じ場所に .sig ファイルが作られます。",
    ].join("\n"),
  approvalNotSkipped: ({ step }) =>
    `ステップ ${step} はスキップされません。第二の担当者の承認を省くことはできません。`,
  failureLeft: "この後どうするかは、手順書では担当者の判断に任されています。",
  takenBack: ({ why }) => `引き継ぎ済みの実行を取り戻します。理由: ${why}`,
  brokenOff: ({ title, id, after }) => `${title}: ${after} の後で中断しました（実行 ${id}）`,
  left: ({ how, title, id }) => `${title}: ${how}（実行 ${id}）`,
  goOn: ({ line }) => `続けるには、次のコマンドを実行してください。\n  ${line}`,
  ways: ({ again, skip, backOut }) =>
    [
      `このステップをもう一度試すには:\n  ${again}`,
      ...(skip === null ? [] : [`このステップを省くには:\n  ${skip}`]),
      ...(backOut === null ? [] : [`ここまでの変更を切り戻すには:\n  ${backOut}`]),
    ].join("\n"),
  columns: { run: "実行", state: "状態", title: "手順書", endpoint: "接続先", begun: "開始" },
  none: ({ directory }) => `ジャーナル ${directory} に手順書の実行はありません。`,
};
