import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { canonical } from "#journal/canonical.js";
import type { Journal } from "#journal/journal.js";
import { keyLines } from "#journal/key-lines.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { type Checkpoint, formatCheckpoint } from "#journal/note/checkpoint.js";
import { proveInclusions } from "#journal/proof.js";
import { entriesOfRun } from "#journal/runs.js";
import { wholeEntry } from "#journal/whole-entry.js";
import {
  CAPSULE_FORMAT,
  CAPSULE_NAMESPACE,
  type CapsuleContent,
  capsuleLine,
  MAX_CAPSULE_BYTES,
  type ProvenLine,
} from "#procedures/capsule/capsule-file.js";
import { chainOf, takenIn } from "#procedures/capsule/chain.js";
import { keptCapsule } from "#procedures/capsule/kept-capsule.js";

/**
 * A run of a procedure, cut out of a journal so that another operator can believe it and go on with it: the bytes of a
 * capsule's file. What it came in goes on with it as it is, and no entry that is there is in the new one again: a run that is
 * handed to and fro grows by what is done of it. The same checkpoint and entries give the same bytes. Throws `RUN_UNKNOWN`, `CAPSULE_TOO_LARGE`,
 * `JOURNAL_DAMAGED`.
 *
 * @param checkpoint the newest: what is after it is not in the capsule
 */
export async function capsuleOf(
  { layout, signer }: Pick<Journal, "layout" | "signer">,
  checkpoint: Checkpoint,
  run: string,
): Promise<Buffer> {
  const lines = (await entriesOfRun(layout, run)).filter(({ entry }) => entry.seq < checkpoint.size);
  if (lines.length === 0) throw failure("RUN_UNKNOWN", { run, nearest: [] });
  const kept = (sha256: string) => keptCapsule(layout, sha256);
  const came = chainOf(takenIn(lines.map(({ entry }) => entry)), kept);
  const known = new Set(
    [...came.values()].flatMap(({ signed }) => signed.capsule.entries.map(({ line }) => line)),
  );
  const left = lines.filter(({ bytes }) => !known.has(bytes.toString()));
  const entries = left.map(({ entry }) => entry);
  const capsule: CapsuleContent = {
    format: CAPSULE_FORMAT,
    run,
    origin: checkpoint.origin,
    checkpoint: formatCheckpoint(checkpoint),
    keys: await proven(layout, await keyLines(layout, checkpoint.size), checkpoint),
    entries: await proven(layout, left, checkpoint),
    blobs: blobsOf(layout, entries),
  };
  const signature = signer.signFile(CAPSULE_NAMESPACE, Buffer.from(canonical(capsule)));
  const earlier = [...chainOf(takenIn(entries), kept).values()].map(({ line }) => line);
  const bytes = Buffer.concat([capsuleLine({ capsule, signature }), ...earlier]);
  if (bytes.length > MAX_CAPSULE_BYTES)
    throw failure("CAPSULE_TOO_LARGE", { run, bytes: bytes.length, limit: MAX_CAPSULE_BYTES });
  return bytes;
}

async function proven(
  layout: Layout,
  lines: readonly Line[],
  checkpoint: Checkpoint,
): Promise<readonly ProvenLine[]> {
  const leaves = lines.map(({ bytes, entry }) => ({ line: bytes, seq: entry.seq }));
  const proofs = await proveInclusions(layout, leaves, checkpoint);
  return leaves.map(({ line, seq }, index) => {
    const proof = (proofs[index] ?? []).map((hash) => hash.toString("base64"));
    return { seq, line: line.toString(), proof };
  });
}

function blobsOf(layout: Layout, entries: readonly Entry[]): Readonly<Record<string, string>> {
  const blobs: Record<string, string> = {};
  for (const entry of entries) {
    // That each is there, and is what the entry says.
    wholeEntry(layout, entry);
    for (const hash of Object.values(entry.blobs ?? {}))
      blobs[hash] ??= readFileSync(join(layout.blobs, hash), "utf8");
  }
  return blobs;
}
