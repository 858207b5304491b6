import { expressionProblem } from "#messages/ja/expression-problems.js";
import { listed } from "#messages/ja/listed.js";
import { parameterProblem } from "#messages/ja/parameter-problems.js";
import type { ProcedureCheckTexts } from "#messages/procedure-check-texts.js";

const things: Readonly<Record<string, string>> = {
  machine: "仮想マシン",
  host: "ホスト",
  datastore: "データストア",
  network: "ネットワーク",
  folder: "フォルダー",
};

const whyNot = {
  LOST: "元のデータが失われます",
  NOT_FROM_HERE: "元に戻す操作が Shoseki にありません",
} as const;

export const procedureCheck: ProcedureCheckTexts = {
  severity: { error: "エラー", warning: "警告" },
  finding: (problem) => {
    switch (problem.kind) {
      case "EXPRESSION":
        return expressionProblem(problem.problem);
      case "NOT_OPERATION":
        return `run に書けるのは操作か note です: ${problem.line}`;
      case "WRONG_THING":
        return `ここには${things[problem.wanted] ?? problem.wanted}が必要ですが、${things[problem.found] ?? problem.found}が指定されています`;
      case "COSTLY_GLOB":
        return `${problem.text} のワイルドカードが多すぎます（手順書では 4 個まで）`;
      case "NOT_UNDOABLE":
        return `${problem.step} は元に戻せません（${problem.operation}）: ${whyNot[problem.why]}。undo に戻し方、または {none: 理由} を書いてください`;
      case "KEPT_BY_HAND":
        return `${problem.step} は手作業のため、切り戻しではそのまま残ります。undo に {manual: 戻し方}、または {none: 理由} を書いてください`;
      case "NOT_SAID":
        return `パラメーター ${problem.name} が指定されていないため（--param ${problem.name}=値）、これに依存する部分は確認していません`;
      case "UNUSED_PARAMETER":
        return `パラメーター ${problem.name} は使われていません`;
      case "DEFAULT":
        return `${problem.name} の既定値に ${problem.text} は指定できません: ${parameterProblem(problem.problem)}`;
      case "CHOICE":
        return `${problem.name} の選択肢に ${problem.text} は指定できません: ${parameterProblem(problem.problem)}`;
      case "SAID_LATER":
        return `${problem.name} の選択肢が、後で指定される ${problem.later} に依存しています`;
      case "EMPTY_SET":
        return `${problem.loop} の対象は現在ありません`;
    }
  },
  set: ({ loop, count, names }) =>
    count === 0
      ? `${loop}: 対象なし`
      : `${loop}: ${count} 個（${listed(names, 20)}${count > names.length ? "、…" : ""}）`,
  fine: ({ path, title, steps, warnings }) =>
    `${path}: ${title}: ${steps} ステップ、エラーなし${warnings === 0 ? "" : `、警告 ${warnings} 件`}。`,
  wrong: ({ path, errors }) => `${path}: エラー ${errors} 件。このままでは開始できません。`,
};
