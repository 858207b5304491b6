import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildVcsim } from "./build-vcsim.js";
import { whyNoQemu } from "./qemu/why-no-qemu.js";
import { buildTlog } from "./tlog.js";

/**
 * Before the tests: the program is built, as stories run it as a person does, and the rigs, where what they are built with is
 * there. Without one the tests on it are skipped, saying why; with CI=true that is a failure.
 */
export async function setup(): Promise<void> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.json"], { cwd: root, stdio: "inherit" });
  const built = [await buildVcsim(), await buildTlog()];
  const missing = [...built.map((each) => ("missing" in each ? each.missing : undefined)), await whyNoQemu()];
  for (const why of missing.filter((each) => each !== undefined)) {
    if (process.env.CI === "true") throw new Error(`a rig cannot be built: ${why}`);
    console.warn(`The tests on a rig are skipped: ${why}`);
  }
}
