import { spawnSync } from "node:child_process";
import type { TestContext } from "vitest";

/** Skips a test on a machine that has not the auditor's tools, and says which; with CI=true that is a failure. */
export function needs(context: TestContext, ...programs: readonly string[]): void {
  const missing = programs.filter((program) => spawnSync(program, ["--help"]).error !== undefined);
  if (missing.length === 0) return;
  const reason = `${missing.join(" and ")} not installed`;
  if (process.env.CI === "true") throw new Error(reason);
  context.skip(reason);
}
