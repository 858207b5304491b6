import type { YamlFault } from "#domain/yaml-problem.js";

/** What is wrong with a file that is no YAML, as a sentence without its end. */
export const yamlFaults: Readonly<Record<YamlFault, string>> = {
  INDENT: "字下げが YAML の書式に合わないか、それまでの括弧が閉じられていません",
  TAB: "字下げにタブが使われています。空白を使います",
  UNFINISHED: "ここまでに引用符や括弧が閉じられていないか、コロンがありません",
  NO_COLON: "「キー: 値」の形になっていません",
  COLON_IN_VALUE: "コロンの後に空白がある値や、コロンで終わる値は引用符で囲みます",
  NEEDS_QUOTES: "この文字で始まる値は引用符で囲みます",
  ESCAPE: "二重引用符の中のエスケープが正しくありません",
  NESTED: "入れ子が深すぎます",
  OTHER: "YAML として解釈できません",
};
