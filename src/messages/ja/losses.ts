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
    case "snapshot":
      return `スナップショット「${loss.name}」`;
    case "since":
      return `スナップショット「${loss.snapshot}」以降のすべての変更`;
  }
}
