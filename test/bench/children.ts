import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildVcsim } from "../rigs/build-vcsim.js";
import type { Vcsim } from "../rigs/vcsim.js";

const run = promisify(execFile);
const program = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));

/** Programs that are started for one operation each, with a home of their own. */
export interface Children extends Disposable {
  /** `shoseki exec`: a login for every command. */
  oneLogin(line: string): Promise<void>;
  /** govc, with a login for every command. */
  govcCold(args: readonly string[]): Promise<void>;
  /** govc, with the session that an earlier one has left in its cache. */
  govcCached(args: readonly string[]): Promise<void>;
}

export async function childrenOn(vcsim: Vcsim): Promise<Children> {
  const built = await buildVcsim();
  if ("missing" in built) throw new Error(built.missing);
  const home = mkdtempSync(join(tmpdir(), "shoseki-bench-home-"));
  const env = { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home };
  const govc = async (args: readonly string[], persist: boolean) => {
    await run(built.govc, [...args], {
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...env,
        GOVC_URL: `https://${vcsim.host}:${vcsim.port}/sdk`,
        GOVC_USERNAME: vcsim.user,
        GOVC_PASSWORD: vcsim.password,
        GOVC_INSECURE: "true",
        GOVC_PERSIST_SESSION: String(persist),
        GOVMOMI_HOME: home,
      },
    });
  };
  await govc(["about"], true);
  return {
    async oneLogin(line) {
      const args = [program, "exec", vcsim.endpoint, line, "--yes", "--thumbprint", vcsim.thumbprint];
      const secrets = { SHOSEKI_PASSWORD: vcsim.password, SHOSEKI_PASSPHRASE: "bench bench bench" };
      await run(process.execPath, args, { env: { ...env, ...secrets } });
    },
    govcCold: (args) => govc(args, false),
    govcCached: (args) => govc(args, true),
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  };
}
