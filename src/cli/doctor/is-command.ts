import { execFile } from "node:child_process";

/** Whether a shell finds a program. */
export function isCommand(name: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<boolean> {
  const script = 'command -v -- "$1" >/dev/null';
  return new Promise((resolve) => {
    execFile("/bin/sh", ["-c", script, "sh", name], { env, signal }, (error) => resolve(error === null));
  });
}
