import { spawn } from "node:child_process";
import type { Io } from "#cli/io.js";

/**
 * Shows a long text that a question follows: by `$PAGER`, a command line for the shell as POSIX has it, where that is set and
 * standard output is a terminal, until the operator leaves it; else on standard error, and there too where the pager fails.
 */
export async function showText(io: Io, text: string): Promise<void> {
  const { PAGER = "" } = io.env;
  if (PAGER.trim() === "" || io.columns === undefined || !(await isPaged(io, PAGER, text))) io.err(text);
}

async function isPaged({ env, holdSignals }: Io, pager: string, text: string): Promise<boolean> {
  // What stops a search in the pager does not end this program.
  const release = holdSignals();
  try {
    return await new Promise<boolean>((resolve) => {
      const child = spawn("/bin/sh", ["-c", pager], { stdio: ["pipe", "inherit", "inherit"], env });
      child.on("error", () => resolve(false));
      child.on("close", (code) => resolve(code === 0));
      // It is left before it has read all of it.
      child.stdin.on("error", () => undefined);
      child.stdin.end(`${text}\n`);
    });
  } finally {
    release();
  }
}
