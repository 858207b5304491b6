import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildGo } from "./build-go.js";

/** Its path, or why it cannot be had on this machine. */
export type TlogBuild = { readonly program: string } | { readonly missing: string };

/**
 * Builds Go's own `sumdb/note` and `sumdb/tlog` in a small program, unless the same sources have been built before.
 *
 * @throws Error with the compiler's words when the sources do not compile.
 */
export async function buildTlog(): Promise<TlogBuild> {
  const built = await buildGo({
    directory: fileURLToPath(new URL("./tlog/", import.meta.url)),
    packages: ["."],
    what: "Go's verifier of transparency logs",
  });
  return "missing" in built ? built : { program: join(built.home, "tlog") };
}
