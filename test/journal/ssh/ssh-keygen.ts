import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A key that the real ssh-keygen has made and signs with. */
export interface OpensshKey {
  /** `ssh-ed25519 AAAA...`, without a comment. */
  readonly line: string;
  readonly fingerprint: string;
  /** The text of the `.sig` that `ssh-keygen -Y sign` writes beside a file of these bytes. */
  sign(namespace: string, bytes: Uint8Array | string, ...options: readonly string[]): string;
}

/** @param type as `ssh-keygen -t` and `-b` take it, e.g. `["ecdsa", "384"]` */
export function opensshKey(directory: string, name: string, type: readonly string[]): OpensshKey {
  const path = join(directory, name);
  const [kind = "", bits] = type;
  run("-q", "-t", kind, ...(bits === undefined ? [] : ["-b", bits]), "-N", "", "-C", "", "-f", path);
  const line = readFileSync(`${path}.pub`, "utf8").trim();
  return {
    line,
    fingerprint: /SHA256:\S+/.exec(run("-l", "-f", path))?.[0] ?? "",
    sign: (namespace, bytes, ...options) => {
      const message = join(directory, "message");
      writeFileSync(message, bytes);
      rmSync(`${message}.sig`, { force: true });
      run("-Y", "sign", "-n", namespace, ...options, "-f", path, message);
      return readFileSync(`${message}.sig`, "utf8");
    },
  };
}

/** What the real ssh-keygen is asked: whether a signature is somebody's, by a file of allowed signers. */
export interface Asked {
  readonly signers: string;
  readonly signature: string;
  readonly identity: string;
  readonly namespace: string;
  readonly message: string;
  /** `YYYYMMDDHHMMSSZ`. */
  readonly time: string;
}

/** Whether it says that it is good. */
export function isGood(directory: string, { signers, signature, message, ...asked }: Asked): boolean {
  const [file, sig] = [join(directory, "signers"), join(directory, "sig")];
  writeFileSync(file, signers);
  writeFileSync(sig, signature);
  const { identity, namespace, time } = asked;
  const who = ["-f", file, "-I", identity, "-n", namespace, "-s", sig];
  const options = ["-Y", "verify", "-O", `verify-time=${time}`, ...who];
  return spawnSync("ssh-keygen", options, { input: message }).status === 0;
}

function run(...args: readonly string[]): string {
  return execFileSync("ssh-keygen", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
