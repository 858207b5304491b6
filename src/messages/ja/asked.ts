import type { FileFault } from "#domain/file-fault.js";
import type { SyntaxProblem } from "#domain/syntax-problem.js";
import type { UsageProblem } from "#domain/usage-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { libvirtLacks } from "#messages/ja/libvirt-lacks.js";
import { listed } from "#messages/ja/listed.js";
import { profileProblem } from "#messages/ja/profile-problems.js";
import { unended } from "#messages/wording.js";

const notRun = "この行は実行されていません。何も送信されていません。";

/** What was asked cannot be read, or the target cannot be told. */
export const asked = {
  USAGE: ({ problem }) => ({
    what: `コマンドの指定に誤りがあります: ${unended(usageProblem(problem))}。`,
    notDone: "何も実行されておらず、セッションも開かれていません。",
    next: "shoseki --help で使い方を確認してください。",
  }),
  UNKNOWN_VERB: ({ word, column, nearest }) => ({
    what: `「${word}」というコマンドはありません${inColumn(column)}。`,
    notDone: notRun,
    next: nearest === null ? "help でコマンドの一覧を確認してください。" : `「${nearest}」ではありませんか。`,
  }),
  SYNTAX: ({ word, column, problem, suggestions }) => ({
    what: `${syntax[problem](word)}${inColumn(column)}。`,
    notDone: notRun,
    next: syntaxNext(problem, suggestions),
  }),
  BAD_ENDPOINT: ({ text, problem }) => ({
    what: `「${text}」は接続先として正しくありません: ${unended(problem)}。`,
    notDone: "接続は行われていません。",
    next:
      "vsphere://[ユーザー@]ホスト[:ポート]、libvirt の qemu:///system や qemu+ssh://[ユーザー@]ホスト/system（xen も同様）、" +
      "または内蔵シミュレーターの sim: を指定してください。",
  }),
  FILE_UNREADABLE: ({ path, cause }) => ({
    what: `ファイル ${path} を読み取れません: ${unended(causeSaid(cause))}。`,
    notDone: "何も実行されていません。",
    next: "パスとアクセス権を確認してください。",
  }),
  TARGET_UNKNOWN: ({ text, nearest }) => ({
    what: `「${text}」に該当する対象が見つかりません。`,
    notDone: "何も送信されていません。",
    next:
      nearest.length === 0
        ? "vms、hosts、datastores、networks で一覧を確認してください。大文字と小文字は区別されます。"
        : `もしかして: ${nearest.join("、")}`,
  }),
  TARGET_AMBIGUOUS: ({ text, candidates }) => ({
    what: `「${text}」に該当する対象が ${candidates.length} 件あります: ${listed(candidates, 10)}。`,
    notDone: "いずれの対象にも何も送信されていません。",
    next: "上の表記、パス、@ID のいずれかで 1 つを指定してください。",
  }),
  ONE_TARGET_ONLY: ({ operation, text, count }) => ({
    what: `${operation} の対象は 1 つだけですが、「${text}」は ${count} 件に一致します。`,
    notDone: "いずれの対象にも何も送信されていません。",
    next: "名前、パス、@ID のいずれかで 1 つを指定してください。",
  }),
} satisfies Partial<ErrorTexts>;

function usageProblem(problem: UsageProblem | string): string {
  if (typeof problem === "string") return problem;
  switch (problem.kind) {
    case "NO_SUBCOMMAND":
      return "サブコマンドがありません";
    case "UNKNOWN_SUBCOMMAND": {
      const { word, nearest, all, profiles } = problem;
      const meant = nearest === null ? "" : `（もしかして: ${nearest}）`;
      const there = profiles.length === 0 ? "" : `、またはプロファイル（${listed(profiles, 10)}）`;
      return `サブコマンドまたはプロファイル ${JSON.stringify(word)} はありません。${all.join("、")}${there} のいずれかです${meant}`;
    }
    case "PROFILE_NAME":
      return problem.why === "FORM"
        ? `${JSON.stringify(problem.name)} はプロファイル名に使えません。a-z、0-9 と、2 文字目以降の . _ - で 63 文字までです`
        : `${problem.name} は別の意味で使われているため、プロファイル名に使えません`;
    case "PROFILE_VALUE":
      return `${problem.option}: ${profileProblem(problem.problem)}`;
    case "NOT_DURATION":
      return `${problem.option} には 90s、15m、2h のような時間（24h まで）か never を指定します。${JSON.stringify(problem.text)} は読み取れません`;
    case "UNKNOWN_OPTION": {
      const meant = problem.nearest === null ? "" : `（もしかして: ${problem.nearest}）`;
      return `オプション ${problem.option} はありません${meant}`;
    }
    case "OPTION_OF_OTHERS":
      return `${problem.option} は ${problem.subcommand} のオプションではありません`;
    case "VALUE_MISSING":
      return `${problem.option} には値が必要です。- で始まる値は ${problem.option}=値 のように書きます`;
    case "VALUE_NOT_TAKEN":
      return `${problem.option} に値は指定できません`;
    case "EMPTY":
      return `${problem.place} が空です`;
    case "PLACEHOLDER":
      return `${problem.option} の ${problem.text} が書き換えられていません。実際の内容を指定してください`;
    case "NOT_OF_LIBVIRT":
      return `${problem.option} は ${problem.endpoint} には指定できません: ${libvirtLacks[problem.why]}`;
    case "NO_LANGUAGE":
      return "--lang には en または ja を指定します";
    case "NO_TIME": {
      const { option, text } = problem;
      return `${option} には日付 (2026-01-05)、日時 (2026-01-05T03:00:00Z)、または経過時間 (30d、12h、90m) を指定します。${JSON.stringify(text)} は読み取れません`;
    }
  }
}

const fileFaults: Readonly<Record<FileFault, string>> = {
  "it is not there, or is no regular file": "存在しないか、通常のファイルではありません",
  "it is no regular file": "通常のファイルではありません",
  "it is no file": "ファイルではありません",
  "it is neither a file nor a directory": "ファイルでもディレクトリでもありません",
};

/** What the system says is in its own language. */
function causeSaid(cause: string): string {
  return Object.hasOwn(fileFaults, cause) ? fileFaults[cause as FileFault] : cause;
}

const syntax: Readonly<Record<SyntaxProblem, (word: string) => string>> = {
  QUOTE_OPEN: () => "引用符が閉じられていません",
  ESCAPE_AT_END: () => "行末の「\\」の後に文字がありません",
  UNPRINTABLE: (word) => `表示できない文字 ${word} が含まれています`,
  MISSING_WORD: () => "引数が足りません",
  EXTRA_WORD: (word) => `「${word}」は余分な引数です`,
  WORD_UNKNOWN: (word) => `「${word}」はここに指定できる語ではありません`,
  EMPTY_TARGET: () => "対象が空です",
  BAD_ID: (word) => `「${word}」は ID として正しくありません。ID にワイルドカードは使えません`,
  PATTERN_AS_NAME: (word) => `名前「${word}」にワイルドカードが含まれています`,
  NOT_A_SEQ: (word) => `「${word}」はエントリーの番号ではありません`,
  NOT_A_COUNT: (word) => `「${word}」は整数ではありません`,
  NOT_A_SIZE: (word) => `「${word}」は容量として読み取れません`,
  SIZE_WITHOUT_UNIT: (word) => `「${word}」に単位がありません`,
  DECIMAL_UNIT: (word) => `「${word}」の単位は 10 進です。容量は 2 進の単位で指定します`,
  NOT_WHOLE_MIB: (word) => `「${word}」は MiB 単位で割り切れません`,
  NUMBER_TOO_LONG: (word) => `「${word}」は数値が大きすぎて読み取れません`,
  UNKNOWN_OPTION: (word) => `このコマンドにオプション「${word}」はありません`,
  OPTION_TWICE: (word) => `オプション「${word}」が 2 回指定されています`,
  VALUE_MISSING: (word) => `オプション「${word}」には値が必要です`,
  OPTION_MISSING: () => "変更する内容が指定されていません",
  OPTIONS_EXCLUDE: (word) => `「${word}」は前のオプションと同時に指定できません`,
  PASSWORD_IN_URI: (word) =>
    `「${word}」の URI にパスワードまたはパスワードの可能性がある文字列が含まれており、そのまま記録されてしまいます`,
  NOT_A_URI: (word) => `「${word}」の値は URI として読み取れません`,
  MISSING_VERB: () => "コマンドが途中で終わっています",
};

function syntaxNext(problem: SyntaxProblem, suggestions: readonly string[]): string {
  const say = suggestions.join(" または ");
  if (problem === "QUOTE_OPEN") return `${say} で閉じるか、直前に「\\」を付けてください。`;
  if (problem === "MISSING_WORD" || problem === "OPTIONS_EXCLUDE") return `書式: ${say}`;
  if (problem === "MISSING_VERB") return `書式: ${suggestions.join("、または ")}`;
  if (problem === "OPTION_MISSING") return `${suggestions.join("、")} のいずれかを指定してください。`;
  if (problem === "PASSWORD_IN_URI")
    return "パスワードを外してください。ホスト間の認証には各ホストの鍵または証明書が使われます。";
  if (problem === "NOT_A_URI")
    return "qemu+ssh://root@kvm-b/system のように、ドライバー、トランスポート、ホスト、パスを指定してください。この行は記録されていません。";
  if (problem === "OPTION_TWICE") return "1 回だけ指定してください。";
  if (problem === "UNKNOWN_OPTION") return unknownOptionNext(say);
  if (problem === "EXTRA_WORD") return `書式: ${say}（空白を含む名前は引用符で囲みます）`;
  if (problem === "UNPRINTABLE") return "その文字を除いて入力し直してください。";
  return `${say} のように指定してください。`;
}

/** An option that was probably meant, or the usage. */
function unknownOptionNext(suggestion: string): string {
  const quote = "オプションではなく -- で始まる語は引用符で囲みます";
  return suggestion.startsWith("--")
    ? `もしかして: ${suggestion}（${quote}）`
    : `書式: ${suggestion}（${quote}）`;
}

/** Where in its line a word is; nothing, for what is told with a place of its own. */
function inColumn(column: number): string {
  return column < 0 ? "" : `（${column + 1} 文字目）`;
}
