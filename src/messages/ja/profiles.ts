import type { ProfileTexts } from "#messages/profile-texts.js";

export const profiles: ProfileTexts = {
  added: ({ name, path }) => [
    `プロファイル ${name} を ${path} に作成しました。`,
    `shoseki profile test ${name} で接続を確認してから、shoseki ${name} または shoseki exec ${name} LINE... で使用してください。`,
    "ファイルは直接編集できます。書式は shoseki profile schema で確認できます。",
  ],
  removeQuestion: ({ name, path }) => `プロファイル ${name}（${path}）を削除します。よろしいですか (yes/no) `,
  yes: ["y", "yes", "はい"],
  notRemoved: "削除していません。",
  removed: ({ name, path }) => `プロファイル ${name} を削除しました（${path}）。`,
  stays: ({ journal, endpoint }) => [
    `次のものは残ります: ${journal === null ? "ジャーナル" : `ジャーナル ${journal}`}、その署名鍵、記録済みのサーバー証明書、`,
    `OS キーリングに保管した${endpoint === null ? "" : ` ${endpoint} の`}パスワード（保管した場合）。`,
  ],
  none: ({ directory }) =>
    `${directory} にプロファイルはありません。shoseki profile add NAME --endpoint vsphere://HOST（または qemu:///system など）で作成できます。`,
  columns: { name: "名前", endpoint: "接続先", user: "ユーザー", restraints: "制限" },
  readOnly: "読み取り専用",
  asked: { reason: "理由必須", ticket: "変更番号必須" },
  confirm: (level) => `確認 ${level}`,
  protected: ({ patterns }) => `保護 ${patterns.join(" ")}`,
  shown: { setting: "設定", value: "値", origin: "指定元" },
  origins: { profile: "プロファイル", endpoint: "接続先の指定", default: "既定値", environment: "環境変数" },
  unsaid: {
    user: "--user で指定",
    sshUser: "ssh の設定に従う",
    libvirtUser: "libvirt が判別したユーザー",
    trust: "システムの認証局、次に記録済みの証明書",
    libvirtTrust: "libvirt と ssh 自身の設定",
    theme: "端末の背景に合わせる",
    language: "ロケールに従う",
    journal: "シミュレーター専用",
    password: "端末で入力",
    none: "なし",
  },
  labels: {
    endpoint: "接続先",
    product: "製品",
    api: "API バージョン",
    trust: "証明書",
    user: "ログインユーザー",
    roundTrip: "往復時間",
    clock: "サーバーの時計",
    inventory: "インベントリー",
    sessions: "セッション",
  },
  trust: {
    system: "システムの認証局で検証済み",
    known: "記録済みの証明書と一致",
    ca: "指定した認証局で検証済み",
    thumbprint: "サムプリントと一致",
    insecure: "検証していません",
    none: "なし",
  },
  clock: ({ ms }) => {
    if (Math.abs(ms) < 1000) return "こちらと一致（1 秒以内）";
    return `こちらより ${(Math.abs(ms) / 1000).toFixed(1)} 秒${ms > 0 ? "進んでいます" : "遅れています"}`;
  },
  inventory: ({ machines, hosts }) => `仮想マシン ${machines} 台、ホスト ${hosts} 台`,
  sessions: ({ count, own }) =>
    count === null
      ? "このユーザーでは一覧を取得できません。異常終了で残ったセッションは終了できず、記録だけされます"
      : `${count} 件（うちこのユーザー ${own} 件）。異常終了で残ったセッションは次回のログイン時に終了します`,
  passwordKept: ({ name, user, endpoint }) =>
    `${endpoint} の ${user} のパスワードを OS キーリングに保存しました。shoseki profile test ${name} で接続を確認できます。`,
  passwordUnused: ({ path }) => `まだ使用されません。${path} に password: keyring の行を追加してください。`,
  passwordForgotten: ({ user, endpoint }) =>
    `${endpoint} の ${user} のパスワードを OS キーリングから削除しました。`,
  passwordNone: ({ user, endpoint }) => `OS キーリングに ${endpoint} の ${user} のパスワードはありません。`,
  works: ({ name }) => `プロファイル ${name} で接続できました。`,
};
