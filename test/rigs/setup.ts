import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildVcsim } from "./build-vcsim.js";
import { buildTlog } from "./tlog.js";

/**
 * Before the tests: the program is built, as stories run it as a person does, and the rigs, where Go is there. Without
 * one the tests on it are skipped, saying why; with CI=true that is a failure.
 */
export async function setup(): Promise<void> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.json"], { cwd: root, stdio: "inherit" });
  for (const built of [await buildVcsim(), await buildTlog()]) {
    if (!("missing" in built)) continue;
    if (process.env.CI === "true") throw new Error(`a rig cannot be built: ${built.missing}`);
    console.warn(`The tests on a rig are skipped: ${built.missing}`);
  }
}
