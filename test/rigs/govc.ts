import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where govc logs in, and as whom. */
export interface GovcTarget {
  readonly program: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/**
 * Runs govc, the independent other client: a session of its own, logged out at the end.
 *
 * @returns its stdout.
 * @throws Error with its stderr when it fails.
 */
export async function govc(target: GovcTarget, args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HOME: tmpdir(),
    GOVC_URL: `https://${target.host}:${target.port}/sdk`,
    GOVC_USERNAME: target.user,
    GOVC_PASSWORD: target.password,
    GOVC_INSECURE: "true",
    GOVC_PERSIST_SESSION: "false",
  };
  const { stdout } = await run(target.program, [...args], { env, maxBuffer: 256 * 1024 * 1024 });
  return stdout;
}

/** {@link govc} with `-json`, parsed. */
export async function govcJson(target: GovcTarget, args: readonly string[]): Promise<unknown> {
  const [command = "", ...rest] = args;
  return JSON.parse(await govc(target, [command, "-json", ...rest])) as unknown;
}
