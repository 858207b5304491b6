import type { Loss } from "#domain/loss.js";
import { listed } from "#messages/ja/listed.js";
import { size } from "#messages/wording.js";

/** What an operation would take away, as sentences; empty when nothing is said to be lost. */
export function lossSentences(losses: readonly Loss[]): readonly string[] {
  const lost = losses.flatMap((loss) => (loss.kind === "reach" ? [] : [lossName(loss)]));
  return [
    ...(lost.length === 0 ? [] : [`失われるもの: ${listed(lost, 6)}。`]),
    ...(lost.length === losses.length ? [] : ["このホストをここから再び起動することはできません。"]),
  ];
}

function lossName(loss: Exclude<Loss, { kind: "reach" }>): string {
  switch (loss.kind) {
    case "disk":
      return `${loss.label}（${[size(loss.sizeMiB), ...(loss.file === null ? [] : [loss.file])].join("、")}）`;
    case "overwritten":
      return `上書きされる ${loss.file}（${size(loss.sizeMiB)}）の内容すべて`;
    case "snapshot":
      return `スナップショット「${loss.name}」`;
    case "firmware":
      return `ファームウェアの変数（${loss.file}）`;
    case "tpm":
      return "TPM の内容（TPM で封印されたものは開けなくなります）";
    case "configuration":
      return "仮想マシンそのもの（構成は実行中だけ保持されます: transient）";
    case "memory":
      return "サスペンド時に保存されたメモリの内容";
    case "since":
      return `スナップショット「${loss.snapshot}」以降のすべての変更（構成の変更を含む）`;
  }
}
