import { buildVcsim } from "./build-vcsim.js";

/** Builds the vSphere simulator before the tests. Without Go they are skipped, saying why; with CI=true that is a failure. */
export async function setup(): Promise<void> {
  const built = await buildVcsim();
  if (!("missing" in built)) return;
  if (process.env.CI === "true") throw new Error(`the vSphere simulator cannot be built: ${built.missing}`);
  console.warn(`The tests on vSphere's simulator are skipped: ${built.missing}`);
}
