import { describe } from "vitest";
import { buildVcsim } from "../rigs/build-vcsim.js";

const built = await buildVcsim();

/** A story on the vSphere simulator; skipped, and said so, where that cannot be built (with CI=true the set-up fails). */
export function onVcsim(name: string, story: () => void): void {
  if ("missing" in built) describe.skip(`${name} (skipped: ${built.missing})`, story);
  else describe(name, story);
}
