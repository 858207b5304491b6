import type { ParameterType } from "#domain/procedure.js";
import type { ParameterProblem } from "#domain/procedure-problem.js";
import type { ThingKind } from "#domain/procedure-value.js";
import { listed } from "#messages/ja/listed.js";

export const parameterTypes: Readonly<Record<ParameterType, string>> = {
  text: "文字列",
  integer: "整数",
  size: "8GiB のようなサイズ",
  duration: "90s、15m、2h、3d のような時間",
  boolean: "true または false",
  machine: "仮想マシンの名前、ID、パス",
  machines: "仮想マシンの名前、パターン、ID、パス（複数はコンマか空白で区切ります）",
  host: "ホストの名前、ID、パス",
  datastore: "データストアの名前、ID、パス",
  network: "ネットワークの名前、ID、パス",
  folder: "フォルダーの名前、ID、パス",
};

const things: Readonly<Record<ThingKind, string>> = {
  machine: "仮想マシン",
  host: "ホスト",
  datastore: "データストア",
  network: "ネットワーク",
  folder: "フォルダー",
};

/** Why a parameter cannot be what was said, as the rest of a sentence. */
export function parameterProblem(problem: ParameterProblem): string {
  switch (problem.kind) {
    case "NOT_OF_TYPE":
      return `${parameterTypes[problem.type]}を指定します`;
    case "NOT_CHOICE":
      return problem.choices.length === 0
        ? "現在、選べるものがありません"
        : `${listed(problem.choices, 20)} のいずれかを指定します`;
    case "UNKNOWN":
      return `その名前の${things[problem.what]}はありません${
        problem.nearest.length === 0 ? "" : `（もしかして: ${listed(problem.nearest, 20)}）`
      }`;
    case "AMBIGUOUS":
      return `該当するものが複数あります: ${listed(problem.candidates, 20)}`;
    case "UNRECORDABLE":
      return "制御文字が含まれています";
    case "TOO_MANY":
      return `${problem.limit} 個を超えています`;
    case "TOO_LONG":
      return `${problem.limit} 文字を超えています`;
  }
}
