import { spawn } from "node:child_process";
import { failure } from "#domain/errors.js";

/**
 * Has the operator edit a file at the terminal, by `$VISUAL`, `$EDITOR`, or vi. Each is a command line for the shell, as POSIX has
 * it. Throws `EDITOR_FAILED`.
 */
export async function editFile(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const editor = env.VISUAL || env.EDITOR || "vi";
  const problem = await new Promise<string | null>((resolve) => {
    // The terminal is the editor's until it ends.
    const child = spawn("/bin/sh", ["-c", `${editor} "$1"`, "sh", path], { stdio: "inherit", env });
    child.on("error", ({ message }) => resolve(message));
    child.on("close", (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)));
  });
  if (problem !== null) throw failure("EDITOR_FAILED", { editor, cause: problem, path });
}
