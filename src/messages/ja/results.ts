import type { Fault, FaultCode } from "#domain/journal-fault.js";
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
  noted: ({ seq }) => `エントリー ${seq} としてメモを記録しました。`,
  notRun: ({ lines }) => `失敗したため中止しました。残り ${lines} 行は実行されていません。`,
  stoppedBySignal: ({ lines }) => `シグナルにより中止しました。残り ${lines} 行は実行されていません。`,
  recovered: ({ operation, target, status }) =>
    `${target} への ${operation} がどうなったかを調べました: ${status}（${labels.status[status]}）。`,
  newKey: ({ path, fingerprint }) =>
    `新しい署名鍵 ${fingerprint} を ${path} に作成しました。このフィンガープリントを監査担当者に伝えてください。`,
  simulatorJournal: ({ directory }) =>
    `シミュレーターのジャーナルは ${directory} にあります（使い捨ての鍵で署名）。`,
  insecure: ({ endpoint, thumbprint }) =>
    `${endpoint} の証明書は検証されていません（--insecure、記録済み）。SHA-256 は ${thumbprint} です。`,
  journalSound: ({ entries, key }) =>
    `ジャーナル自体に矛盾はありません（エントリー ${entries} 件、署名鍵 ${key}）。` +
    "鍵が監査担当者の控えと一致することを確認してください。",
  journalUnsound: (fault) => `異常があります（${placeOf(fault)}）: ${faults[fault.code]}。`,
  openIntent: ({ seq, operation, target }) =>
    `エントリー ${seq}（${target} への ${operation}）に結果の記録がありません。`,
  unknownOutcome: ({ seq, operation, target }) =>
    `エントリー ${seq}（${target} への ${operation}）の結果は UNKNOWN（不明）のまま、解決されていません。`,
  tornTail: ({ file }) => `書き込み途中で途切れた行が ${file} に保全されています。`,
  missingFile: ({ file }) => `このジャーナルに属するファイル ${file} がありません。`,
  noEntries: () => "該当するエントリーはありません。",
};

function placeOf({ file, line, seq }: Fault): string {
  const inLine = line === null ? [] : [`${line} 行目`];
  return [file, ...inLine, ...(seq === null ? [] : [`seq ${seq}`])].join("、");
}

const faults: Readonly<Record<FaultCode, string>> = {
  NO_ENTRY: "エントリーが 1 件もありません",
  LINE_CUT: "最後の行ではないのに、改行で終わっていません",
  NOT_AN_ENTRY: "エントリーの形式に合わない行です",
  WRONG_SEQ: "seq が続き番号になっていません",
  WRONG_FILE: "ファイル名が最初の行の seq と一致しません",
  WRONG_PREV: "prev が直前の行のハッシュと一致しません",
  NO_KEY: "最初のエントリーに Ed25519 鍵がありません",
  SECOND_KEY: "別の鍵への切り替えです。このバージョンでは検証できません",
  OTHER_KEY: "ジャーナルの署名鍵とは別の鍵が記されています",
  WRONG_SIGNATURE: "署名がジャーナルの署名鍵によるものではありません",
  WRONG_SIGNERS: "ジャーナルの鍵のエントリーから導かれる内容と一致しません",
};
