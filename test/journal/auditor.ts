import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Line } from "#journal/line.js";
import type { Signer } from "#journal/signer.js";
import { armouredSignature } from "#journal/sshsig.js";
import { IDENTITY } from "./entries.js";

/** What a program answered, standard output as bytes. */
export interface Answered {
  readonly ok: boolean;
  readonly out: Buffer;
  readonly said: string;
}

export function answered(
  program: string,
  args: readonly string[],
  input: Uint8Array = Buffer.of(),
): Answered {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, maxBuffer: 64 * 1024 * 1024 });
  if (error !== undefined) throw error;
  return { ok: status === 0, out: stdout, said: `${stdout}${stderr}` };
}

/** `jq -cj .e`: the bytes that were signed, as someone without Shoseki gets them from a line. */
export function entryByJq(line: Uint8Array): Buffer {
  return answered("jq", ["-cj", ".e"], line).out;
}

export interface Claim {
  readonly directory: string;
  readonly signer: Pick<Signer, "publicKey">;
  readonly line: Line;
  /** `YYYYMMDDHHMMSSZ`; the entry's own STR where it is not said. */
  readonly time?: string;
  readonly identity?: string;
  readonly namespace?: string;
}

/** `ssh-keygen -Y verify` of a line's rebuilt signature, over `message`. */
export function verifiedByOpenssh(claim: Claim, message: Uint8Array): Answered {
  const { directory, signer, line, time = sshTime(line.entry.STR) } = claim;
  const { identity = IDENTITY, namespace = "entry@shoseki" } = claim;
  const signature = join(directory, "entry.sig");
  writeFileSync(signature, armouredSignature(signer.publicKey, line.signature));
  const signers = [
    "-f",
    join(directory, "allowed_signers"),
    "-I",
    identity,
    "-n",
    namespace,
    "-s",
    signature,
  ];
  return answered("ssh-keygen", ["-Y", "verify", "-O", `verify-time=${time}`, ...signers], message);
}

/** A time as ssh-keygen's `verify-time` takes it: `YYYYMMDDHHMMSSZ`, whole seconds. */
export function sshTime(time: string): string {
  return `${time.slice(0, 19).replace(/[-:T]/g, "")}Z`;
}
