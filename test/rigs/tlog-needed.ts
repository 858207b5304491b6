import type { TestContext } from "vitest";
import { buildTlog } from "./tlog.js";

/** The program, or the test is skipped, saying why; with CI=true that is a failure. */
export async function needsTlog(context: TestContext): Promise<string> {
  const built = await buildTlog();
  if ("program" in built) return built.program;
  if (process.env.CI === "true") throw new Error(built.missing);
  return context.skip(built.missing);
}
