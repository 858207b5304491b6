import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { AnchorEvent } from "#domain/anchor-event.js";
import type { Entry, EntryDraft } from "#domain/entry.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { updateIndex } from "#journal/index/update-index.js";
import { layoutOf } from "#journal/layout.js";
import { type Checkpoint, formatCheckpoint } from "#journal/note/checkpoint.js";
import { parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import type { Signer } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { shortOrLong } from "../../counts.js";
import { answer, foundingDraft, intent, note } from "../entries.js";
import { lastSegment } from "../on-disk.js";
import { newSigner, openJournal } from "../open-journal.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { type Files, readFiles, segmentsIn } from "./files.js";

/** A journal as its writers left it, and all that a forger or an auditor could know of it. */
export interface Evidence {
  readonly files: Files;
  readonly lines: readonly Buffer[];
  readonly entries: readonly Entry[];
  /** The keys of its two epochs. */
  readonly signers: readonly [Signer, Signer];
  /** The first entry of the second key. */
  readonly rotatedAt: number;
  /** As `checkpoints.log` has them. */
  readonly checkpoints: readonly Checkpoint[];
  readonly endpoint: string;
  /** What the hypervisor's event log has of its anchors. */
  readonly events: readonly AnchorEvent[];
}

const ENDPOINT = "vsphere://vc1.example";
const USER = "tester1";

/**
 * So many entries before each checkpoint; the second key begins where one ends. In the long run the tree has a full tile:
 * a line more takes longer to verify.
 */
const FIRST_SHIFT = [1, 6, 31, 1];
const SECOND_SHIFT = [20, 12];
const THIRD_SHIFT = [0, shortOrLong(20, 70), shortOrLong(5, 59), shortOrLong(1, 31), shortOrLong(1, 20)];
const SEGMENT_BYTES = 12_000;

/**
 * Two journals of two keys that are the same up to their ends: of one the newest checkpoint is of all entries,
 * of the other the last ones came after it.
 */
export async function twoJournals(): Promise<readonly [covered: Evidence, uncovered: Evidence]> {
  using place = temporaryDirectory({ inMemory: true });
  const directory = join(place.path, "journal");
  const signers = [newSigner(), newSigner()] as const;
  const work = new Work(directory);
  await work.shift(signers[0], FIRST_SHIFT);
  // The console dies in the middle of a line.
  appendFileSync(lastSegment(directory).path, '{"e":{"AFT":{},"BE');
  await work.shift(signers[0], SECOND_SHIFT);
  const rotatedAt = await work.rotate(...signers);
  await work.shift(signers[1], THIRD_SHIFT);
  const read = () => evidenceIn(directory, { signers, rotatedAt, events: [...work.events] });
  const covered = await read();
  await work.shift(signers[1], [], 13);
  return [covered, await read()];
}

async function evidenceIn(
  directory: string,
  known: Pick<Evidence, "signers" | "rotatedAt" | "events">,
): Promise<Evidence> {
  await updateIndex(layoutOf(directory), { worthBytes: 0 });
  const files = readFiles(directory);
  const lines = segmentsIn(files).flatMap((segment) => segment.lines);
  const { checkpoints } = parseCheckpointLog(files.get("checkpoints.log")!.toString());
  return {
    ...known,
    files,
    lines,
    entries: lines.map((line) => (JSON.parse(line.toString()) as { e: Entry }).e),
    checkpoints: checkpoints.map(({ checkpoint }) => checkpoint!),
    endpoint: ENDPOINT,
  };
}

/** An operator's work on one journal, over several consoles. */
class Work {
  readonly events: AnchorEvent[] = [];
  readonly #directory: string;
  #done = 0;
  #open: EntryDraft | null = null;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** So many entries, then a checkpoint, and every other time an anchor; then entries that no checkpoint is of. */
  async shift(signer: Signer, counts: readonly number[], after = 0): Promise<void> {
    using open = openJournal(this.#directory, { signer, segmentBytes: SEGMENT_BYTES });
    const checkpointer = new Checkpointer(open.journal);
    for (const count of counts) {
      for (let index = 0; index < count; index += 1) open.journal.append(this.#next(open.key));
      const checkpoint = await checkpointer.sign();
      if (checkpoint.size % 2 === 1) continue;
      open.journal.append(this.#anchored(open.key, checkpoint));
    }
    if (after === 0) await checkpointer.sign();
    for (let index = 0; index < after; index += 1) open.journal.append(this.#next(open.key));
  }

  async rotate(from: Signer, to: Signer): Promise<number> {
    using open = openJournal(this.#directory, { signer: from, segmentBytes: SEGMENT_BYTES });
    const { entry } = open.journal.rotate(foundingDraft(open.key, publicKeyLine(to.publicKey)));
    return entry.seq + 1;
  }

  /** Intents and what answers them, across segments and keys, and notes of all kinds. */
  #next(key: string): EntryDraft {
    this.#done += 1;
    const at = this.#done;
    if (at % 5 === 0) {
      const asked = intent(key);
      if (at % 3 !== 0) this.#open = asked;
      return asked;
    }
    if (at % 5 === 2 && this.#open !== null) {
      const asked = { ...this.#open, USR: { ...this.#open.USR, key } };
      const isUnknown = at % 2 === 0;
      if (!isUnknown) this.#open = null;
      const after = { name: `${at} "prev":"`, STR: "a fact", phase: "key", seq: at };
      return answer(asked, { status: isUnknown ? "UNKNOWN" : "OK" }, { after });
    }
    // Too large for a line: its text is a blob.
    if (at === 8) return note(key, "長い".repeat(20_000));
    if (at % 45 === 1) return note(key, `長いメモ \\"prev\\":\\" ${"x".repeat(6_000)}`);
    return note(key, `メモ ${at}, "id":"${at}"`);
  }

  #anchored(key: string, checkpoint: Checkpoint): EntryDraft {
    const { size, root } = checkpoint;
    const at = Date.now();
    this.events.push({ key: String(size), at, user: USER, text: formatCheckpoint(checkpoint) });
    const { USR, HST, STR } = note(key, "");
    return {
      phase: "anchor",
      OPR: "Anchor",
      STR,
      END: new Date(at).toISOString(),
      ms: 3,
      USR,
      HST: { ...HST, host: null },
      TGT: { kind: "Endpoint", id: null, uuid: null, name: "vc1.example" },
      AFT: { treeSize: size, rootHash: root.toString("base64") },
      RST: { status: "OK" },
    };
  }
}
