import { fileURLToPath } from "node:url";
import { startProbed } from "./probed-console.js";
import { median } from "./statistics.js";

const PROGRAM = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));
const SIZE = { columns: 120, rows: 40 } as const;
/** As much as an operator does who never rests: keys a second, and what other clients change a second. */
const KEYS_A_SECOND = 5;
const UPDATES_A_SECOND = 20;
const SECONDS = 15;
const PAIRS = 5;
const AIM_PERCENT = 2;

/** What recording costs a console that is worked at: the same keys with it and without it, in turn. */
export async function benchRecording(print: (line: string) => void): Promise<void> {
  const shares = { off: [] as number[], on: [] as number[] };
  const differences: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    // Which of them goes first changes: a machine gets busier and quieter meanwhile.
    for (const record of pair % 2 === 0 ? (["off", "on"] as const) : (["on", "off"] as const))
      shares[record].push(await worked(record));
    differences.push((shares.on.at(-1) ?? 0) - (shares.off.at(-1) ?? 0));
  }
  const cost = median(differences);
  print("");
  print(
    `recording: a console of ${SIZE.columns}x${SIZE.rows}, ${KEYS_A_SECOND} keys and ${UPDATES_A_SECOND} updates a second; medians of ${PAIRS} in % of a core`,
  );
  for (const record of ["off", "on"] as const)
    print(`    ${`--record ${record}`.padEnd(34)}${median(shares[record]).toFixed(2).padStart(9)}`);
  print(
    `    ${"what recording costs".padEnd(34)}${cost.toFixed(2).padStart(9)}${cost > AIM_PERCENT ? "  missed" : ""}`,
  );
}

/** In % of a core, while somebody goes through the machines. */
async function worked(record: "off" | "on"): Promise<number> {
  const args = [`sim:?vms=10000&churn=${UPDATES_A_SECOND}`, "--record", record];
  await using probed = await startProbed(PROGRAM, args, SIZE);
  await probed.terminal.see("10000 machines");
  await pause(2_000);
  const before = await probed.cpu();
  const begun = performance.now();
  for (let key = 0; key < SECONDS * KEYS_A_SECOND; key += 1) {
    probed.terminal.press(["down", "down", "down", "pagedown", "up"][key % 5] ?? "down");
    await pause(1_000 / KEYS_A_SECOND);
  }
  return ((await probed.cpu()) - before) / (performance.now() - begun) / 0.01;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
