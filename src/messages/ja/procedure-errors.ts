import type { ErrorTexts } from "#messages/catalogue.js";
import { expressionProblem } from "#messages/ja/expression-problems.js";
import { listed } from "#messages/ja/listed.js";
import { parameterProblem, parameterTypes } from "#messages/ja/parameter-problems.js";
import { procedureProblem } from "#messages/ja/procedure-problems.js";
import { unended } from "#messages/wording.js";

const notBegun = "実行は開始されておらず、何も送信されていません。";

/** A procedure cannot be taken as it is, or not with what was said. */
export const procedureErrors = {
  PROCEDURE_INVALID: ({ path, line, column, problem }) => ({
    what: `${path}:${line}:${column}: ${unended(procedureProblem(problem))}。`,
    notDone: "手順書は一部も読み込まれておらず、何も送信されていません。",
    next: "ファイルを修正してください。書式は shoseki procedure print-schema で確認できます。",
  }),
  EXPRESSION_FAILED: ({ expression, line, column, problem }) => ({
    what: `${expression}（${line} 行 ${column} 文字目）: ${unended(expressionProblem(problem))}。`,
    notDone: "この式に依存する処理は実行されていません。",
    next: "shoseki procedure check ファイル 接続先 で手順書を確認してください。",
  }),
  PARAMETER_MISSING: ({ name, type, description }) => ({
    what: `パラメーター ${name}${description === "" ? "" : `（${unended(description)}）`}が指定されていません。`,
    notDone: notBegun,
    next: `--param ${name}=値 を指定してください。型は ${type} です（${parameterTypes[type]}）。`,
  }),
  PARAMETER_INVALID: ({ name, text, problem }) => ({
    what: `パラメーター ${name} に「${text}」は指定できません: ${unended(parameterProblem(problem))}。`,
    notDone: notBegun,
    next: `--param ${name}=値 を指定し直してください。`,
  }),
  PARAMETER_UNKNOWN: ({ name, nearest, names }) => ({
    what: `この手順書に ${name} というパラメーターはありません。`,
    notDone: notBegun,
    next: `${nearest === null ? "" : `「${nearest}」ではありませんか。`}${
      names.length === 0
        ? "この手順書にパラメーターはありません。"
        : `指定できるのは ${listed(names, 20)} です。`
    }`,
  }),
  SET_TOO_LARGE: ({ loop, count, most }) => ({
    what: `${loop} の対象が ${count} 個あります。上限は ${most} 個です。`,
    notDone: notBegun,
    next: "対象を減らすか、ファイルの at-most を増やすか（最大 1000）、変更を分割してください。",
  }),
} satisfies Partial<ErrorTexts>;
