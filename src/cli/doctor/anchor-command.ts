import { execFile } from "node:child_process";
import type { Check } from "#cli/doctor/check.js";
import { found } from "#domain/finding.js";

/** Whether a shell finds the program; it is not run. */
export const anchorCommandCheck: Check = {
  name: "anchorCommand",
  look: async ({ anchorCommand, setting }, signal) => {
    if (anchorCommand === "") return [found("ANCHOR_COMMAND_NONE", {})];
    const command = /^[\w./+@-]+(?=\s|$)/u.exec(anchorCommand)?.[0];
    if (command === undefined) return [found("ANCHOR_COMMAND_SHELL", {})];
    const there = await isCommand(command, setting.io.env, signal);
    return [found(there ? "ANCHOR_COMMAND_FINE" : "ANCHOR_COMMAND_MISSING", { command })];
  },
};

function isCommand(name: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<boolean> {
  const script = 'command -v -- "$1" >/dev/null';
  return new Promise((resolve) => {
    execFile("/bin/sh", ["-c", script, "sh", name], { env, signal }, (error) => resolve(error === null));
  });
}
