import type { ExpressionProblem } from "#domain/procedure-problem.js";

type Costly = Extract<ExpressionProblem, { readonly kind: "TOO_COSTLY" }>["why"];

const costly: Readonly<Record<Costly, string>> = {
  NODES: "長すぎるか、入れ子が深すぎます",
  NESTED: "リストの要素ごとに別のリストを調べています",
  TIMES: "リストの要素ごとに時刻を計算しています",
  STEPS: "vms、hosts、datastores や、リストの中の machines 型のパラメーターを合わせて 9 回以上使っています",
  TEXT: "4096 文字を超えています",
};

/** What is wrong with an expression, as the rest of a sentence. */
export function expressionProblem(problem: ExpressionProblem): string {
  switch (problem.kind) {
    case "EMPTY":
      return "式がありません";
    case "SYNTAX":
      return `式を解釈できません: ${problem.detail}`;
    case "TYPES":
      return `式の型が合いません: ${problem.detail}`;
    case "FAILED":
      return `式の値を求められません: ${problem.detail}`;
    case "UNKNOWN_NAME":
      return `${problem.name} という名前はありません${meant(problem.nearest)}`;
    case "UNKNOWN_FIELD":
      return `${problem.name} というフィールドはありません${meant(problem.nearest)}`;
    case "UNKNOWN_FUNCTION":
      return `${problem.name} という関数はありません${meant(problem.nearest)}`;
    case "TOO_COSTLY":
      return `式の評価に非常に長い時間がかかるおそれがあります: ${costly[problem.why]}`;
    case "WRONG_TYPE":
      return `ここには ${problem.wanted} が必要ですが、${problem.found} です`;
    case "NO_OBJECT":
      return `${problem.name} はすでにありません`;
    case "NOT_DONE":
      return `${problem.id} はまだ終わっていません`;
    case "OPEN":
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a file
      return "${ が } で閉じられていません";
    case "THING_IN_WORD":
      return "仮想マシンやホストなどは、引用符の外に独立した語として書きます。名前は .name で指定します";
    case "LIST_PLACE":
      return "仮想マシンやホストのリストは、複数を対象にできる操作の対象の位置に、1 行に 1 つだけ単独の語として書けます";
    case "ESCAPED":
      return "${ の前に \\ があります";
    case "OPTION_NAME":
      return "値をオプションの名前にすることはできません";
    case "UNWRITABLE":
      return "値に、コマンド行に書けない制御文字が含まれています";
  }
}

function meant(nearest: string | null): string {
  return nearest === null ? "" : `（もしかして: ${nearest}）`;
}
