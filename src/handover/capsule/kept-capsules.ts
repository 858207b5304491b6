import { join } from "node:path";
import type { CapsuleFault } from "#domain/capsule-fault.js";
import type { HandoverEventName } from "#domain/handover.js";
import { makeDirectory, syncDirectory } from "#files/directories.js";
import { fileHash } from "#files/file-hash.js";
import { replaceFile } from "#files/replace-file.js";
import { CapsuleUnsound, faultOf } from "#handover/capsule/fault.js";
import { type KeptShift, readKept } from "#handover/capsule/read-kept.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";

/** A shift that was taken over. */
export type KeptCapsule = {
  /** Lower-case hex, of its file. */
  readonly sha256: string;
  readonly path: string;
  /** The `seq` of the `AcceptHandover` that names it. */
  readonly seq: number;
} & (
  | { readonly shift: KeptShift; readonly fault: null }
  /** It is not there, or not what was taken over: nothing of it is to be believed. */
  | { readonly shift: null; readonly fault: CapsuleFault }
);

/** Where a journal keeps a capsule of this SHA-256. */
export function keptPath({ handovers }: Pick<Layout, "handovers">, sha256: string): string {
  return join(handovers, `${sha256}.tar`);
}

/**
 * Keeps a capsule beside a journal, durably, under its lower-case hex SHA-256, which is answered: it goes there before the
 * entry that names it. Whether it is one is for `checkCapsule` to say.
 */
export function keepCapsule(layout: Layout, bytes: Buffer): string {
  const sha256 = hashOf(bytes);
  const path = keptPath(layout, sha256);
  makeDirectory(layout.handovers);
  // One that is there and is another is put right; whoever put it there may not have lived to make its name durable.
  if (fileHash(path) === sha256) syncDirectory(layout.handovers);
  else replaceFile(path, bytes);
  return sha256;
}

/**
 * The shifts that a journal says were taken over, oldest first, each read when it is asked for. What lies in the directory and is
 * named by no `AcceptHandover` is none. One that is gone or altered is said, and not believed. Throws `JOURNAL_DAMAGED`, as
 * `findLines` does.
 */
export async function* keptCapsules(layout: Layout): AsyncGenerator<KeptCapsule> {
  for (const { sha256, seq } of await acceptedCapsules(layout)) {
    const kept = { sha256, path: keptPath(layout, sha256), seq };
    const damaged = (code: CapsuleFault["code"], problem: string) =>
      ({ ...kept, shift: null, fault: faultOf(`handovers/${sha256}.tar`, code, problem, seq) }) as const;
    const found = fileHash(kept.path);
    if (found === null) yield damaged("MEMBER_MISSING", "it is not there");
    else if (found !== sha256) yield damaged("MEMBER_CHANGED", "it is not what was taken over");
    else
      try {
        yield { ...kept, shift: await readKept(kept.path), fault: null };
      } catch (error) {
        if (!(error instanceof CapsuleUnsound)) throw error;
        yield damaged("MEMBER_FORM", error.message);
      }
  }
}

/** By the entries that have accepted them: the same shift is taken over once. Throws `JOURNAL_DAMAGED`. */
export async function acceptedCapsules(
  layout: Layout,
): Promise<readonly { readonly sha256: string; readonly seq: number }[]> {
  const accept: HandoverEventName = "AcceptHandover";
  const seqs = new Map<string, number>();
  for await (const { entry } of findLines(layout, { op: (OPR) => OPR === accept })) {
    const sha256 = entry.phase === "handover" ? entry.AFT?.capsule : null;
    if (typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256) && !seqs.has(sha256))
      seqs.set(sha256, entry.seq);
  }
  return [...seqs].map(([sha256, seq]) => ({ sha256, seq }));
}
