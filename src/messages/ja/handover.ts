import type { RemarksProblem } from "#domain/remarks-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import type { HandoverTexts } from "#messages/handover-texts.js";
import { faults } from "#messages/ja/evidence.js";
import { unended } from "#messages/wording.js";

export const handoverDraftErrors = {
  REMARKS_INVALID: ({ path, line, problem }) => ({
    what: `${path} の ${line} 行目: ${problemSaid(problem)}。`,
    notDone: "報告書の下書きは作成されておらず、何も書き込まれていません。",
    next:
      "所見は「## 項目名」の行の下に、箇条書きまたは段落で記入してください。項目名は operations、failures、procedures、machines、tasks、" +
      "approvals、notes、journal、または報告書の見出しと同じ名前です。",
  }),
  DRAFT_NOT_WRITTEN: ({ path, cause }) => ({
    what: `下書きを ${path} に書き込めませんでした（${unended(cause)}）。`,
    notDone:
      "既存のファイルは置き換えられておらず、ジャーナルも変わっていません。先に書き込んだファイルは残っています。",
    next: "既存のディレクトリにある、まだ存在しないファイル名を指定してください。",
  }),
} satisfies Partial<ErrorTexts>;

function problemSaid(problem: RemarksProblem): string {
  if (problem.kind === "NO_SECTION") return "最初の項目より前に所見が書かれています";
  if (problem.kind === "UNENDED_COMMENT") return "ここから始まるコメントが閉じられていません";
  if (problem.kind === "OTHER_HEADING") return `見出し ${problem.heading} は項目ではありません`;
  return `${problem.heading} という項目は報告書にありません`;
}

function entriesSaid({ firstSeq, lastSeq }: { firstSeq: number; lastSeq: number }): string {
  return lastSeq < firstSeq ? `#${firstSeq} 以降なし` : `#${firstSeq} ～ #${lastSeq}`;
}

export const handover: HandoverTexts = {
  title: ({ from, to, isDraft }) => `${isDraft ? "【下書き】" : ""}引き継ぎ報告書 ${from} ～ ${to}`,
  sections: {
    operations: "実施した操作",
    failures: "失敗・結果不明の操作",
    procedures: "未完了の手順書",
    machines: "開始時と状態が異なるもの",
    tasks: "実行中・未解決の操作",
    approvals: "承認待ち",
    notes: "メモ",
    journal: "ジャーナル",
  },
  headings: {
    shift: "シフト",
    sessions: "セッション",
    recordings: "録画",
    remarks: "引き継ぎ元の所見",
    questions: "引き継ぎ先からの質問",
  },
  labels: {
    outgoing: "引き継ぎ元",
    key: "鍵",
    from: "開始",
    to: "終了",
    entries: "根拠のエントリー",
    revision: "改訂",
    id: "引き継ぎ ID",
    made: "作成日時",
    origin: "ジャーナル",
    treeSize: "署名付きチェックポイント（木のサイズ）",
    root: "ルートハッシュ",
    verified: "検証結果",
    anchor: "最新のアンカー",
    signingKey: "ジャーナルの鍵",
  },
  columns: {
    entry: "エントリー",
    time: "日時",
    who: "実施者",
    person: "担当者",
    operation: "操作",
    target: "対象",
    endpoint: "エンドポイント",
    change: "変更前 -> 変更後",
    result: "結果",
    why: "理由",
    procedure: "手順書",
    state: "状態",
    step: "ステップ",
    progress: "進捗",
    run: "実行 ID",
    left: "相違",
    approvalOf: "承認の対象",
    expires: "有効期限",
    note: "内容",
    from: "開始",
    to: "終了",
    operations: "操作数",
    failures: "失敗数",
  },
  kinds: {
    power: "電源状態の相違",
    maintenance: "メンテナンス",
    snapshots: "スナップショット",
    created: "作成",
    deleted: "削除",
    changed: "構成変更",
  },
  states: {
    stopped: "停止（再開可能）",
    paused: "一時停止（再開可能）",
    running: "実行中",
    "cut-off": "中断（実行していたプログラムは終了済み）",
    "handed-over": "別の担当者へ引き継ぎ済み",
  },
  none: "なし",
  noOutcome: "結果未記録",
  notEnded: "継続中または未終了",
  brokeOff: "異常終了（プログラムが終了済み）",
  cannotBeTold: "特定できません",
  whole: "手順書全体",
  expired: ({ expires }) => `${expires}（報告書の作成時点で期限切れ）`,
  sound: "健全",
  unsound: ({ problem }) => `異常あり: ${problem}`,
  lost: ({ file, code }) => `${file}: 失われており、引き継ぎに含まれません（${faults[code]}）。`,
  onUnsound: ({ problem }) =>
    `ジャーナルに異常があります: ${unended(problem)}。この報告書の内容は改変されているか、不足している可能性があります。shoseki verify で確認してください。`,
  noCheckpoint: "まだありません",
  noAnchor: "なし",
  anchored: ({ seq, at, size, simulated }) =>
    `#${seq}、${at}、${size} エントリー${simulated ? "（シミュレーター内のため、何の裏づけにもなりません）" : ""}`,
  keyOf: ({ fingerprint, identity, fromSeq }) => `${fingerprint}（${identity}）、#${fromSeq} 以降`,
  entries: entriesSaid,
  ticket: ({ ticket }) => `変更番号 ${ticket}`,
  inRun: ({ run }) => `実行 ${run}`,
  question: ({ seq, text }) => (seq === null ? text : `#${seq}: ${text}`),
  unanswered: "未回答",
  whatItIs:
    "事実はジャーナルだけから作成されています。所見と回答は担当者自身が記入したものです。日時は UTC です。記載のエントリーは shoseki log で" +
    "表示し、shoseki verify で検証できます。",
  drafted: ({ paths, firstSeq, lastSeq }) =>
    `下書き（エントリー: ${entriesSaid({ firstSeq, lastSeq })}）を ${paths.join("、")} に書き出しました。署名はありません。署名するには shoseki handover を実行してください。`,
  unsigned:
    "これは署名のない下書きです。署名して引き継ぎ先へ渡すファイルを作成するには shoseki handover を実行してください。",
};
