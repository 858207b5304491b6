import { time } from "#messages/ja/amounts.js";
import type { RehearsalTexts } from "#messages/rehearsal-texts.js";

const ends: RehearsalTexts["ends"] = {
  complete: "完了",
  stopped: "停止",
  "rolled-back": "すべて元に戻した",
  "rolled-back-in-part": "一部のみ元に戻した",
};

export const rehearsal: RehearsalTexts = {
  ends,
  states: {
    done: "完了",
    failed: "失敗",
    uncertain: "結果不明",
    skipped: "スキップ",
    undone: "元に戻した",
    kept: "そのまま",
    "undo-failed": "元に戻せず",
  },
  notReached: "未到達",
  when: { before: "事前確認", step: "確認", after: "事後確認" },
  heading: ({ title, endpoint, at }) => `「${title}」のリハーサル（${endpoint} の複製、${at}）`,
  time,
  value: { true: "真", false: "偽", null: "判定できず" },
  notUndoable: (why) => `元に戻せません: ${why}`,
  byHand: "手作業のステップで、戻し方が手順書に書かれていません",
  refused: ({ code, message }) => `${code}: ${message}`,
  back: "元に戻したステップ（最後に実行したものから順に）:",
  warnings: {
    UNREAD: ({ name, id, code }) =>
      `${name}（${id}）を読み取れませんでした（${code}）。ディスク、スナップショット、Tools は標準的な構成とみなしています。`,
    APPROVAL_ASSUMED: ({ step }) =>
      `${step === null ? "手順書全体" : `${step} `}の承認は、得られたものとみなしています。`,
    NO_CHANGE_NUMBER: ({ pattern }) =>
      `本番では ${pattern} に一致する変更番号（--ticket）が必要です。今回は指定されていません。`,
  },
  sum: ({ end, reached, steps, operations, totalMs, unestimated }) =>
    `リハーサルの結果: ${ends[end]}。${steps} ステップのうち ${reached} ステップを実施、操作 ${operations} 件、` +
    `所要時間は約 ${time(totalMs)}${unestimated === 0 ? "" : `（ほかに見積もりのないステップが ${unestimated} 件）`}。`,
  backedOut: (end) => `その後の切り戻し: ${ends[end]}。`,
  kept: ({ seq, endpoint }) =>
    `${endpoint} では何も変更されていません。リハーサルはエントリー #${seq} に保存しました。`,
  difference: {
    heading: ({ at }) => `${at} のリハーサルとの差分:`,
    asPredicted: "すべて予測どおりです。",
    notPredicted: "予測にないステップです",
    notReached: "実施されていません",
    skipped: "スキップされました",
    notInRun: "リハーサルの対象でしたが、本番の対象に含まれていません",
    state: ({ predicted, actual }) => `予測「${predicted}」、実際「${actual}」`,
    end: ({ predicted, actual }) => `全体: 予測「${predicted}」、実際「${actual}」。`,
    noEnd: "未終了",
    entry: ({ OPR, name, predicted, actual }) =>
      predicted === null
        ? `${OPR} ${name}: ${actual}（予測にない操作です）`
        : `${OPR} ${name}: 予測 ${predicted}、実際${actual === null ? "は実行なし" : ` ${actual}`}`,
    fact: ({ OPR, name, of, key, predicted, actual }) =>
      `${OPR} ${name}: ${of} ${key} の予測は ${predicted}、実際は ${actual}`,
    took: ({ estimated, actual }) => `所要時間 ${actual}（見積もり ${estimated}）`,
    sum: ({ steps, different }) => `${steps} ステップのうち ${different} ステップが予測と異なります。`,
  },
};
