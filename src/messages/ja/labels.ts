import type { Labels } from "#messages/catalogue.js";

export const labels: Labels = {
  machines: {
    name: "名前",
    power: "電源",
    cpus: "CPU 数",
    memory: "メモリ",
    host: "ホスト",
    ip: "IP アドレス",
    path: "パス",
    id: "管理 ID",
    uuid: "固有 ID (UUID)",
    template: "テンプレート",
  },
  hosts: {
    name: "名前",
    connection: "接続状態",
    power: "電源",
    maintenance: "メンテナンス",
    cpus: "CPU 数",
    memory: "メモリ",
    path: "パス",
    id: "管理 ID",
  },
  status: { OK: "成功", NG: "失敗", REFUSED: "拒否", UNKNOWN: "結果不明" },
  power: { on: "オン", off: "オフ", suspended: "サスペンド", standby: "スタンバイ", unknown: "不明" },
  connection: { connected: "接続済み", disconnected: "切断", notResponding: "応答なし" },
  yes: "はい",
  no: "いいえ",
  notKnown: "不明",
};
