import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** The key of RFC 8032, section 7.1, test 1, as in the vectors of entries. */
export const SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

export const ORIGIN = "ops-1/shoseki/vectors";

/** The leaves that every tree of the vectors begins with: `leaves.txt`, one a line. */
export const LEAVES = join(import.meta.dirname, "leaves.txt");

/** Has Go write the vectors into a directory. */
export function makeTlogVectors(program: string, directory: string): void {
  execFileSync(program, ["vectors", LEAVES, SEED, ORIGIN, directory]);
}
