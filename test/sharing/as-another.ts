import { type ChildProcess, spawn } from "node:child_process";
import type { TestContext } from "vitest";

/** `nobody`, on most systems. */
export const ANOTHER = 65_534;

/** Runs a piece of program as another user, where the tests may do that. With CI=true that they may not is a failure. */
export function asAnother(context: TestContext, program: string, ...args: readonly string[]): ChildProcess {
  if (process.getuid?.() !== 0) {
    const reason = "only root can try what another user can do";
    if (process.env.CI === "true") throw new Error(reason);
    context.skip(reason);
  }
  return spawn(process.execPath, ["-e", program, ...args], {
    uid: ANOTHER,
    gid: ANOTHER,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
    env: {},
  });
}

/** What it has said when it ended. */
export async function allSaid({ stdout }: ChildProcess): Promise<string> {
  let said = "";
  for await (const piece of stdout!) said += String(piece);
  return said.trim();
}
