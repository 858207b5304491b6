import type { Results } from "#messages/catalogue.js";
import { choicesSaid } from "#messages/ja/choices.js";
import { labels } from "#messages/ja/labels.js";
import { lossSentences } from "#messages/ja/losses.js";

export const results: Results = {
  summary: ({ total, counts }) =>
    `対象 ${total} 件: ${counts.map(([status, count]) => `${status} ${count} 件`).join("、")}`,
  machineCount: (count) => `仮想マシン ${count} 台`,
  hostCount: (count) => `ホスト ${count} 台`,
  datastoreCount: (count) => `データストア ${count} 件`,
  networkCount: (count) => `ネットワーク ${count} 件`,
  taskCount: (count) => `タスク ${count} 件`,
  eventCount: (count) => `イベント ${count} 件`,
  snapshotCount: (count) => `スナップショット ${count} 件`,
  progress: ({ operation, target, percent }) =>
    `${operation} ${target}: ${percent === null ? "実行中" : `${percent} % 完了`}`,
  chosen: ({ operation, target, choices }) => `${operation} ${target}: ${choicesSaid(choices)}`,
  losses: (losses) => lossSentences(losses),
  cancelling: ({ tasks }) =>
    tasks === 0
      ? "新しい操作は開始しません。"
      : `実行中のタスク ${tasks} 件のキャンセルをサーバーに要求しました。新しい操作は開始しません。` +
        "もう一度 Ctrl-C を押すと待機を打ち切り、終わっていない操作の結果は UNKNOWN（不明）になります。",
  awaitingAgreement: ({ ask }) =>
    `開いているコンソールの操作者の承認を待っています: ${ask}。Ctrl-C で取り下げます。`,
  noted: ({ seq }) => `エントリー ${seq} としてメモを記録しました。`,
  notRun: ({ lines }) => `失敗したため中止しました。残り ${lines} 行は実行されていません。`,
  stoppedBySignal: ({ lines }) => `シグナルにより中止しました。残り ${lines} 行は実行されていません。`,
  notAnchored: ({ place, status, why }) =>
    `${status === "UNKNOWN" ? `ジャーナルが ${place} にアンカーされたかどうかは不明です` : `ジャーナルを ${place} にアンカーできませんでした`}。` +
    `${why}ほかの処理は続きます。`,
  anchoredNowhere: () =>
    "ジャーナルはどこにもアンカーされません。サーバーにイベントログがなく、アンカーコマンドも設定されていません。" +
    "--anchor-command、SHOSEKI_ANCHOR_COMMAND、またはプロファイルの anchor-command で設定してください。",
  recovered: ({ operation, target, status }) =>
    `${target} への ${operation} がどうなったかを調べました: ${status}（${labels.status[status]}）。`,
  simulatorJournal: ({ directory }) =>
    `シミュレーターのジャーナルは ${directory} にあります（使い捨ての鍵で署名）。`,
  notShared: (why) =>
    why === "SESSION"
      ? "開いているコンソールに現在セッションがないため、ここでログインします。"
      : "開いているコンソールが応答しないため、ここでログインします。",
  insecure: ({ endpoint, thumbprint }) =>
    `${endpoint} の証明書は検証されていません（insecure、記録済み）。SHA-256 は ${thumbprint} です。`,
  noEntries: () => "該当するエントリーはありません。",
  indexing: ({ percent }) => `ジャーナルの索引を作成しています: ${percent}%`,
};
