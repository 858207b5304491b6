import { inOrder, limitOf, SUMS, SUMS_SIGNATURE } from "#handover/capsule/member-names.js";

/** What `SHA256SUMS` says of each other member: its SHA-256 in lower-case hex, by its name. */
export type Sums = ReadonlyMap<string, string>;

/** The two that are not in it. */
export const UNSUMMED: ReadonlySet<string> = new Set([SUMS, SUMS_SIGNATURE]);

/** As `sha256sum` prints it and `sha256sum -c` reads it. */
export function formatSums(sums: Sums): string {
  return [...sums]
    .sort(([a], [b]) => inOrder(a, b))
    .map(([name, sha256]) => `${sha256}  ${name}\n`)
    .join("");
}

/** Null for what does not come back byte for byte, or names what is no member. */
export function parseSums(text: string): Sums | null {
  const pairs = text.split("\n").map((line) => /^([0-9a-f]{64}) {2}(\S+)$/.exec(line));
  const sums = new Map(pairs.flatMap((pair) => (pair === null ? [] : [[pair[2] ?? "", pair[1] ?? ""]])));
  const areMembers = [...sums.keys()].every((name) => limitOf(name) !== null && !UNSUMMED.has(name));
  return areMembers && sums.size > 0 && formatSums(sums) === text ? sums : null;
}
