import type { Results } from "#messages/catalogue.js";
import { labels } from "#messages/ja/labels.js";

export const results: Results = {
  summary: ({ total, counts }) =>
    `対象 ${total} 件: ${counts.map(([status, count]) => `${status} ${count} 件`).join("、")}`,
  machineCount: (count) => `仮想マシン ${count} 台`,
  hostCount: (count) => `ホスト ${count} 台`,
  noted: ({ seq }) => `エントリー ${seq} としてメモを記録しました。`,
  notRun: ({ lines }) => `失敗したため中止しました。残り ${lines} 行は実行されていません。`,
  recovered: ({ operation, target, status }) =>
    `以前の ${target} への ${operation} に結果の記録がありませんでした。調査結果: ${status}（${labels.status[status]}）。`,
  newKey: ({ path, fingerprint }) =>
    `新しい署名鍵 ${fingerprint} を ${path} に作成しました。このフィンガープリントを監査担当者に伝えてください。`,
  simulatorJournal: ({ directory }) =>
    `シミュレーターのジャーナルは ${directory} にあります（使い捨ての鍵で署名）。`,
  insecure: ({ endpoint, thumbprint }) =>
    `${endpoint} の証明書は検証されていません（--insecure、記録済み）。SHA-256 は ${thumbprint} です。`,
  journalSound: ({ entries, key }) =>
    `ジャーナル自体に矛盾はありません（エントリー ${entries} 件、署名鍵 ${key}）。` +
    "鍵が監査担当者の控えと一致することを確認してください。",
  journalUnsound: ({ where, problem }) => `異常があります（${where}）: ${problem}。`,
  openIntent: ({ seq, operation, target }) =>
    `エントリー ${seq}（${target} への ${operation}）に結果の記録がありません。`,
  tornTail: ({ file }) => `書き込み途中で途切れた行が ${file} に保全されています。`,
  noEntries: () => "該当するエントリーはありません。",
};
