import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildVcsim } from "./build-vcsim.js";

/**
 * Before the tests: the program is built, as stories run it as a person does, and the vSphere simulator, where Go is
 * there. Without it the tests on it are skipped, saying why; with CI=true that is a failure.
 */
export async function setup(): Promise<void> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.json"], { cwd: root, stdio: "inherit" });
  const built = await buildVcsim();
  if (!("missing" in built)) return;
  if (process.env.CI === "true") throw new Error(`the vSphere simulator cannot be built: ${built.missing}`);
  console.warn(`The tests on vSphere's simulator are skipped: ${built.missing}`);
}
