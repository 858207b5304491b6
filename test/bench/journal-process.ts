import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));

export interface Ended {
  readonly out: string;
  /** From before its start to its end. */
  readonly ms: number;
}

/** Runs a program to its end, reading all that it prints. Throws when it fails. */
export async function benchProcess(program: string, args: readonly string[]): Promise<Ended> {
  const started = performance.now();
  const { stdout } = await run(program, [...args], {
    maxBuffer: 2 ** 30,
    // Else grep and sort look at characters, where bytes will do.
    env: { ...process.env, LC_ALL: "C" },
  });
  return { out: stdout, ms: performance.now() - started };
}

/** The built program as an operator starts it. */
export async function shoseki(args: readonly string[]): Promise<Ended> {
  return await benchProcess(process.execPath, [PROGRAM, ...args, "--lang", "en"]);
}
