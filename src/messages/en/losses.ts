import type { Loss } from "#domain/loss.js";
import { listed } from "#messages/en/listed.js";
import { size } from "#messages/wording.js";

/** What an operation would take away, as sentences; empty when nothing is said to be lost. */
export function lossSentences(losses: readonly Loss[]): readonly string[] {
  const lost = losses.flatMap((loss) => (loss.kind === "reach" ? [] : [lossName(loss)]));
  return [
    ...(lost.length === 0 ? [] : [`Lost for good: ${listed(lost, 6)}.`]),
    ...(lost.length === losses.length ? [] : ["The host cannot be started again from here."]),
  ];
}

function lossName(loss: Exclude<Loss, { kind: "reach" }>): string {
  switch (loss.kind) {
    case "disk":
      return `${loss.label} (${[size(loss.sizeMiB), ...(loss.file === null ? [] : [loss.file])].join(", ")})`;
    case "overwritten":
      return `all that is in ${loss.file} (${size(loss.sizeMiB)}), which is copied over`;
    case "snapshot":
      return `snapshot ${loss.name}`;
    case "firmware":
      return `the firmware's variables (${loss.file})`;
    case "tpm":
      return "the TPM's state, with whatever was sealed by it";
    case "configuration":
      return "the machine itself: its configuration is kept only as long as it runs (transient)";
    case "memory":
      return "the memory that was kept when it was suspended";
    case "since":
      return `all since snapshot ${loss.snapshot}, what was changed of its configuration too`;
  }
}
