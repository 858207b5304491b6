import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What virsh prints, in English, without the white space around it. Throws with its stderr. */
export async function runVirsh(uri: string, args: readonly string[], timeout = 120_000): Promise<string> {
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  const { stdout } = await promisify(execFile)("virsh", ["-q", "-c", uri, ...args], { env, timeout });
  return stdout.trim();
}
