import type { ProcedureProblem, ProcedureType } from "#domain/procedure-problem.js";
import { listed } from "#messages/ja/listed.js";
import { yamlFaults } from "#messages/ja/yaml-faults.js";

const types: Readonly<Record<ProcedureType, string>> = {
  TEXT: "文字列（引用符で囲みます）",
  BOOLEAN: "true または false",
  NUMBER: "整数",
  LIST: "リスト（[a, b] または - で始まる行）",
  MAPPING: "「キー: 値」の行",
  TEXTS_OR_EXPRESSION: "文字列のリスト、または引用符で囲んだ式",
  TEXT_OR_MAPPING: "文字列、または「キー: 値」の行",
  PLAIN: "文字列、数値、true、false のいずれか",
};

const pieces = {
  whole: (at: string) => (at === "" ? "ファイル" : ` ${at} `),
  meant: (nearest: string | null) => (nearest === null ? "" : `（もしかして: ${nearest}）`),
};

/** What is wrong in a procedure's file, as the rest of a sentence. */
export function procedureProblem(problem: ProcedureProblem): string {
  switch (problem.kind) {
    case "TOO_LARGE":
      return `ファイルが ${problem.limit / 1024} KiB を超えています`;
    case "NOT_UTF8":
      return "UTF-8 ではない文字があります";
    case "SEVERAL_DOCUMENTS":
      return "2 つ目の文書が始まっています。手順書は 1 つの文書です";
    case "ALIAS":
      return "アンカー (&) とエイリアス (*) は使えません。これらで始まる文字列は引用符で囲みます";
    case "TAG":
      return "タグ (!) は使えません。! で始まる式は引用符で囲みます";
    case "SYNTAX":
      return yamlFaults[problem.why];
    case "KEY_TWICE":
      return `${problem.at} が 2 回目に指定されています`;
    case "NOT_MAPPING":
      return "手順書は「キー: 値」の行で書きます";
    case "MISSING":
      return `${problem.at} がありません`;
    case "EMPTY":
      return `${problem.at} が空です`;
    case "CONTROL_CHARACTER":
      return `${pieces.whole(problem.at).trim()} に、ジャーナルに記録できない制御文字、または使えない改行が含まれています`;
    case "UNKNOWN_KEY":
      return `${problem.at} というキーはありません${pieces.meant(problem.nearest)}`;
    case "WRONG_TYPE":
      return `${problem.at} の値は${types[problem.expected]}です`;
    case "NOT_DURATION":
      return `${problem.at} には 90s、15m、2h、3d のような時間（${problem.at.endsWith("within") ? "366d" : "14d"} まで）を指定します。${problem.text} は指定できません`;
    case "NOT_NAME":
      return `${problem.text} は名前として使えません。英字で始まる英数字と _ で、64 文字までです`;
    case "NOT_ID":
      return `${problem.text} は id として使えません。英小文字で始まる英小文字、数字、- で、64 文字までです`;
    case "NOT_PATTERN":
      return `${problem.at} の正規表現が正しくありません: ${problem.text}`;
    case "SLOW_PATTERN":
      return `${problem.at} の照合に非常に長い時間がかかるおそれがあります。グループの繰り返し、先読みと後読み、後方参照は使えません。繰り返しは 4 個まで、回数は 99 までです: ${problem.text}`;
    case "NOT_ONE_OF":
      return `${problem.at} の値 ${problem.text} は ${listed(problem.allowed, 20)} のいずれでもありません`;
    case "OUT_OF_RANGE":
      return `${problem.at} には ${problem.least} から ${problem.most} までの数値を指定します`;
    case "TOO_LONG":
      return `${problem.at} が ${problem.limit} 文字を超えています`;
    case "TOO_MANY":
      return `${problem.at} が ${problem.limit} 個を超えています`;
    case "OTHER_FORMAT":
      return `procedure が ${problem.text} です。このバージョンの Shoseki が読める形式は 1 です`;
    case "NO_STEP":
      return `${problem.at} の種類がわかりません。${listed(problem.keys, 20)} のいずれか 1 つが必要です`;
    case "EXCLUDES":
      return `${problem.at} と ${problem.other} は同時に指定できません`;
    case "NEEDS":
      return `${problem.at} は ${problem.other} と一緒に指定します`;
    case "NESTED_LOOP":
      return `${problem.at}: for-each の中に for-each は書けません`;
    case "ID_TWICE":
      return `id ${problem.id} は ${problem.line} 行目のステップですでに使われています`;
    case "APPROVES_NOTHING":
      return `approve の ${problem.id} は、同じ階層で後に続く run または for-each ではありません${pieces.meant(problem.nearest)}`;
    case "PLAIN_TITLE":
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a file
      return "手順書の title に ${...} は使えません。値が決まっていない場所でも表示されるためです。ステップの title には使えます";
    case "NAME_RESERVED":
      return `${problem.name} は式の中ですでに意味があるため、名前に使えません`;
    case "NAME_TWICE":
      return `${problem.name} はすでにパラメーターの名前です`;
  }
}
