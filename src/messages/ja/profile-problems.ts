import type { ProfileProblem, ProfileType } from "#domain/profile-problem.js";
import { libvirtLacks } from "#messages/ja/libvirt-lacks.js";
import { yamlFaults } from "#messages/ja/yaml-faults.js";
import { unended } from "#messages/wording.js";

const types: Readonly<Record<ProfileType, string>> = {
  TEXT: "文字列（引用符で囲みます）",
  BOOLEAN: "true または false",
  NUMBER: "数値",
  LIST: "リスト（[a, b] または - で始まる行）",
};

/** What is wrong in a profile, as the rest of a sentence. */
export function profileProblem(problem: ProfileProblem): string {
  switch (problem.kind) {
    case "TOO_LARGE":
      return `ファイルが ${problem.limit / 1024} KiB を超えています`;
    case "NOT_UTF8":
      return "UTF-8 ではない文字があります";
    case "SEVERAL_DOCUMENTS":
      return "2 つ目の文書が始まっています。プロファイルは 1 つの文書です";
    case "ALIAS":
      return "アンカー (&) とエイリアス (*) は使えません。* で始まるパターンは引用符で囲みます";
    case "TAG":
      return "タグ (!) は使えません";
    case "SYNTAX":
      return yamlFaults[problem.why];
    case "KEY_TWICE":
      return `${problem.at} が 2 回目に指定されています`;
    case "NOT_MAPPING":
      return "プロファイルは「キー: 値」の行で書きます";
    case "MISSING":
      return `${problem.at} がありません`;
    case "EMPTY":
      return `${problem.at} に値がありません`;
    case "CONTROL_CHARACTER":
      return `${problem.at} に改行などの制御文字が含まれています`;
    case "PASSWORD":
      return (
        `${problem.at} にパスワードが書かれているようです。プロファイルには書けません。書いたパスワードは変更を検討し、` +
        "password: keyring、password: prompt、または password-command を使ってください"
      );
    case "UNKNOWN_KEY": {
      const meant = problem.nearest === null ? "" : `（もしかして: ${problem.nearest}）`;
      return `${problem.at} というキーはありません${meant}`;
    }
    case "WRONG_TYPE":
      return `${problem.at} の値は${types[problem.expected]}です`;
    case "NOT_DURATION":
      return `${problem.at} には 90s、15m、2h のような時間（24h まで）か never を指定します。${problem.text} は指定できません`;
    case "NOT_THUMBPRINT":
      return `${problem.at} には証明書の SHA-256（16 進数 64 桁）を指定します`;
    case "NOT_ABSOLUTE":
      return `${problem.at} には / または ~/ で始まるパスを指定します。${problem.text} は指定できません`;
    case "NOT_TRUST":
      return `${problem.at} には system、insecure、{ca: ファイル}、{thumbprint: SHA256} のいずれかを指定します。${problem.text} は指定できません`;
    case "NOT_PATTERN":
      return `${problem.at} には名前、パス、または * や ? を使ったパターンを指定します。${JSON.stringify(problem.text)} は指定できません`;
    case "NOT_ENDPOINT":
      return `${problem.at} の ${problem.text} は接続先として正しくありません: ${unended(problem.problem)}`;
    case "NOT_ONE_OF":
      return `${problem.at} の値 ${problem.text} は ${problem.allowed.join("、")} のいずれでもありません`;
    case "OUT_OF_RANGE":
      return `${problem.at} の値 ${problem.text} が範囲外です。0 より大きく ${problem.most} 以下の秒数を指定します`;
    case "EXCLUDES":
      return `${problem.at} と ${problem.other} は同時に指定できません`;
    case "NOT_OF_LIBVIRT":
      return `${problem.at} はここでは指定できません: ${libvirtLacks[problem.why]}`;
  }
}
