import type { ThemeProblem } from "#domain/theme-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";

/** A theme's file is not taken, or there is no theme of that name. */
export const themes = {
  THEME_INVALID: ({ path, problem }) =>
    problem.kind === "UNKNOWN_THEME"
      ? {
          what: `テーマ「${path}」はありません。使用できるテーマ: ${problem.names.join("、")}。`,
          notDone: "代わりのテーマは適用されていません。",
          next:
            problem.nearest === null
              ? "いずれかを指定してください。"
              : `「${problem.nearest}」ではありませんか。`,
        }
      : {
          what: `${path} はテーマとして読み込めません: ${fault(problem)}。`,
          notDone: "このテーマは読み込まれていません。",
          next: "ファイルを修正してください。書式は docs/themes.md にあります。",
        },
} satisfies Partial<ErrorTexts>;

function fault(problem: Exclude<ThemeProblem, { kind: "UNKNOWN_THEME" }>): string {
  switch (problem.kind) {
    case "SYNTAX":
      return `${problem.line} 行 ${problem.column} 文字目を JSON として解釈できません`;
    case "KEY_TWICE":
      return `${problem.line} 行目で ${problem.at} が 2 回目に指定されています`;
    case "UNKNOWN_KEY": {
      const meant = problem.nearest === null ? "" : `（もしかして: ${problem.nearest}）`;
      return `${problem.at} という項目はありません${meant}`;
    }
    case "MISSING":
      return `${problem.at} がありません`;
    case "NOT_OBJECT":
      return `${problem.at === "" ? "ファイル全体" : problem.at} が { } で囲まれたオブジェクトではありません`;
    case "NOT_TEXT":
      return `${problem.at} が 1 行の文字列ではありません`;
    case "NOT_BACKGROUND":
      return `${problem.at} には "dark" または "light" を指定します`;
    case "NOT_BOOLEAN":
      return `${problem.at} には true または false を指定します`;
    case "NOT_COLOUR": {
      const meant = problem.nearest === null ? "" : `（もしかして: ${problem.nearest}）`;
      return `${problem.at} の値 ${problem.text} は色ではありません${meant}。色は "#rrggbb"、ANSI 色名、0～255 のいずれかで指定します`;
    }
    case "UNSEEN":
      return `${problem.at} が見分けられません。bg に固有の色を指定するか、inverse または underline を true にします`;
    case "OTHER_NAME":
      return `name は ${problem.name} ですが、ファイル名は ${problem.expected} です`;
  }
}
