import type { KeyTexts } from "#messages/key-texts.js";
import { unended } from "#messages/wording.js";

export const keys: KeyTexts = {
  newKey: ({ place, fingerprint }) =>
    `新しい署名鍵 ${fingerprint} を ${
      place.kind === "file" ? place.path : `OS キーリング（${place.service}）`
    } に作成しました。このフィンガープリントを監査担当者に伝えてください。`,
  keyringPassedOver: ({ cause }) =>
    `OS キーリング${cause === null ? "が応答しない" : `に鍵を保管できない（${unended(cause)}）`}ため、暗号化したファイルに保管します。`,
  keyLeft: ({ fingerprint, code }) =>
    `使われなくなった秘密鍵 ${fingerprint} を破棄できませんでした（${code}）。ジャーナルを開くたびに再試行します。`,
  rotated: ({ seq, to }) =>
    `エントリー ${seq} で鍵 ${to} に切り替えました。以後のエントリーはこの鍵で署名されます。`,
  destroyed: ({ fingerprint }) => `以前の秘密鍵 ${fingerprint} を破棄しました。`,
  exported: ({ path, fingerprint, name }) =>
    `秘密鍵 ${fingerprint} を暗号化して ${path} に書き出しました（openssl pkey -in FILE で読み取れます）。別のマシンでこの` +
    `ジャーナルに署名するには、そこに ~/.config/shoseki/keys/${name} として置いてください。ファイルとパスフレーズを持つ人は、あなたとして署名できます。`,
  exportPassphrase: ({ path }) => `鍵を ${path} に書き出します。\nこのファイルのパスフレーズ: `,
  labels: {
    journal: "ジャーナル",
    fingerprint: "フィンガープリント",
    public: "公開鍵",
    private: "秘密鍵",
    identity: "署名者",
    origin: "オリジン",
    verifier: "検証鍵",
  },
  kept: (place) => {
    if (place.kind === "file") return place.path;
    if (place.kind === "keyring") return `OS キーリング（${place.service}）`;
    return place.kind === "missing"
      ? "このマシンにはありません"
      : "OS キーリングにある可能性があります（応答がありません）";
  },
  columns: { entries: "エントリー", from: "最初", until: "最後", key: "鍵" },
  none: "まだありません",
};
