import type { ErrorFacts } from "#domain/errors.js";
import type { UndoImpossible } from "#domain/undo-impossible.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { size, term } from "#messages/wording.js";

const notSent = "何も送信されていません。";

const what: Readonly<Record<string, string>> = {
  name: "名前",
  power: "電源状態",
  cpus: "CPU 数",
  memoryMiB: "メモリ",
  nextBootCpus: "次回起動時の CPU 数",
  nextBootMemoryMiB: "次回起動時のメモリ",
  diskMiB: "ディスク容量",
  host: "ホスト",
  endpoint: "接続先",
  datastore: "データストア",
  folder: "フォルダー",
  snapshot: "スナップショット",
  snapshots: "スナップショットの一覧または数",
  maintenance: "メンテナンスモード",
};

const power: Readonly<Record<string, string>> = {
  on: "電源オン",
  off: "電源オフ",
  suspended: "サスペンド",
  unknown: "不明",
};

/** An undo, and why there is none. */
export const undo = {
  TARGET_NOT_AS_LEFT: (facts) => ({
    what:
      `${facts.name} はこのエントリーの完了時の状態から変わっています。${term(what, facts.what, ` ${facts.what} `)}は` +
      `完了時「${said(facts, facts.left)}」、現在「${said(facts, facts.now)}」です。`,
    notDone: "その後に行われた変更まで取り消すおそれがあるため、何も送信されていません。",
    next: `info ${facts.name} で現在の状態を確認し、必要な変更だけを個別に実行してください。`,
  }),
  NOT_UNDOABLE: ({ operation, why }) => ({ notDone: notSent, ...impossible[why](operation) }),
} satisfies Partial<ErrorTexts>;

/** A number of MiB with its unit; none of what there is not. */
function said(
  { what: key }: ErrorFacts["TARGET_NOT_AS_LEFT"],
  value: string | number | boolean | null,
): string {
  if (value === null || value === "") return "なし";
  if (typeof value === "boolean") return value ? "オン" : "オフ";
  if (typeof value === "number") return key.endsWith("MiB") ? size(value) : String(value);
  return key === "power" ? term(power, value) : value;
}

const impossible: Readonly<Record<UndoImpossible, (operation: string) => { what: string; next: string }>> = {
  NO_OPERATION: (operation) => ({
    what: `${operation} のエントリーでは、仮想マシンもホストも変更されていません。`,
    next: "操作の結果 (outcome) のエントリーを指定してください。log で一覧を確認できます。",
  }),
  NO_OUTCOME: (operation) => ({
    what: `この ${operation} のエントリーには操作の結果が記録されていません。`,
    next: "対応する結果 (outcome) のエントリーを指定してください。log でこのエントリーより後に表示されます。",
  }),
  NOT_DONE: (operation) => ({
    what: `この ${operation} は拒否されたか、失敗しています。`,
    next: "info で対象を確認し、一部だけ実行されていた場合は個別に変更してください。",
  }),
  OUTCOME_UNKNOWN: (operation) => ({
    what: `この ${operation} の結果は不明 (UNKNOWN) です。`,
    next: "info で対象を確認してください。後の recovery エントリーで実行済みと判明している場合は、そちらを元に戻してください。",
  }),
  OTHER_ENDPOINT: (operation) => ({
    what: `この ${operation} は、現在のセッションとは別のサーバーで実行されました。`,
    next: "そのサーバーに接続して元に戻してください。",
  }),
  NOTHING_CHANGED: (operation) => ({
    what: `この ${operation} の前後で対象の状態は変わっておらず、元に戻すものがありません。`,
    next: "後から変更が反映されている場合もあります。info で対象を確認してください。",
  }),
  NOTHING_TO_UNDO: (operation) => ({
    what: `${operation} の後は以前と同じように稼働しているため、元に戻すものがありません。`,
    next: "ディスクに書き込まれていなかったデータは失われています。ゲスト OS 側で確認してください。",
  }),
  LOST: (operation) => ({
    what: `${operation} は元に戻せません。実行前の状態はすでに失われています。`,
    next: "バックアップがあれば、そこから復元してください。",
  }),
  GONE: (operation) => ({
    what: `この ${operation} の対象、または作成されたものは、もう存在しません。`,
    next: "それより前の操作は touched NAME で一覧を表示し、そのエントリーで u を押すと元に戻せます。",
  }),
  NOT_FROM_HERE: (operation) => ({
    what: `${operation} はここからは元に戻せません。`,
    next: "プラットフォームのクライアントや現地での作業が必要です。方法はコマンドの help で確認してください。",
  }),
  RUNNING_AND_NEXT: (operation) => ({
    what: `この ${operation} では稼働中の値と次回起動時の値の両方が変更されており、1 回の操作では元に戻せません。`,
    next: "エントリーの BEF にある両方の値を確認し、それぞれ個別に変更してください。",
  }),
  NO_ID: (operation) => ({
    what: `この ${operation} のエントリーには、対象または作成されたものの ID が記録されていません。`,
    next: "vms または hosts で対象を探し、個別に変更してください。",
  }),
  NOT_RECORDED: (operation) => ({
    what: `この ${operation} のエントリーには、対象の実行前後の状態が記録されていません。`,
    next: "info で対象を確認し、個別に変更してください。",
  }),
  UNWRITABLE: (operation) => ({
    what: `この ${operation} の実行前の名前に、コマンドに書けない制御文字が含まれています。`,
    next: "プラットフォームのクライアントで変更してください。",
  }),
};
