import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildGo } from "./build-go.js";

/** The paths of the two programs, or why they cannot be had on this machine. */
export type VcsimBuild = { readonly vcsim: string; readonly govc: string } | { readonly missing: string };

/**
 * Builds the simulator and govc, unless the same sources have been built before.
 *
 * @throws Error with the compiler's words when the sources do not compile.
 */
export async function buildVcsim(): Promise<VcsimBuild> {
  const built = await buildGo({
    directory: fileURLToPath(new URL("./vcsim/", import.meta.url)),
    packages: [".", "./govc"],
    what: "the vSphere simulator",
  });
  return "missing" in built ? built : { vcsim: join(built.home, "vcsim"), govc: join(built.home, "govc") };
}
