import type { Entry } from "#domain/entry.js";
import { canonical } from "#journal/canonical.js";
import type { EpochBook } from "#journal/epochs.js";
import { keysIn, mustBeSigned } from "#journal/key-chain.js";
import { hashOf, type Line } from "#journal/line.js";
import { type Checkpoint, parseCheckpoint } from "#journal/note/checkpoint.js";
import { isSignedByEpoch } from "#journal/note/signed-by-epoch.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";
import { withBlobs } from "#journal/whole-entry.js";
import { CAPSULE_NAMESPACE, type CapsuleContent, invalid } from "#procedures/capsule/capsule-file.js";
import { takenIn } from "#procedures/capsule/chain.js";
import { parseCapsule } from "#procedures/capsule/parse-capsule.js";
import { type Refuse, readProven } from "#procedures/capsule/proven-lines.js";

/** A run that another operator has handed over, checked. */
export interface Capsule {
  /** The run's UUIDv7. */
  readonly run: string;
  /** The name of the journal that it was cut out of. */
  readonly origin: string;
  /** What tells that journal from others, whatever they are called: its name and the fingerprint of its first key. */
  readonly journal: string;
  readonly checkpoint: Checkpoint;
  /** The fingerprint of the key that signed the capsule and its checkpoint, which is the journal's newest. */
  readonly key: string;
  /** Whether that key is one that whoever reads it holds; else it is self-consistent only, and they must agree to the key. */
  readonly isHeld: boolean;
  /** What it is named by, the hash of its line in the file: lower-case hex. */
  readonly sha256: string;
  /** The run's entries in that journal, in order, but for those of earlier capsules; their long texts are whole. */
  readonly entries: readonly Entry[];
  /** The lines of these entries, as they are in the journal. */
  readonly lines: readonly Line[];
  /** The capsules that its `TakeOverRun` name, by their hashes. */
  readonly takenIn: readonly string[];
}

/** A capsule of a file that is sound by itself. */
export interface Checked {
  readonly capsule: Capsule;
  readonly keys: EpochBook;
  /** The lines of its key entries. */
  readonly keyLines: readonly string[];
  readonly line: Buffer;
  readonly takenIn: readonly string[];
}

/** What tells a journal from others, by its first epoch. */
export function journalOf(first: { readonly origin: string; readonly fingerprint: string } | null): string {
  return first === null ? "" : `${first.origin} ${first.fingerprint}`;
}

/**
 * Checks a line of a capsule's file by itself. Throws `CAPSULE_INVALID`.
 *
 * @param path named where it is refused
 */
export function checkCapsule(line: Buffer, sha256: string, path: string): Checked {
  const signed = parseCapsule(line);
  if (signed === null) throw invalid(path, "FORM");
  const { capsule, signature } = signed;
  const refuse: Refuse = (problem, seq) => invalid(path, problem, seq);
  const { run, origin } = capsule;
  const checkpoint = parseCheckpoint(capsule.checkpoint);
  if (checkpoint === null || checkpoint.origin !== origin) throw invalid(path, "FORM");
  const keys = keysIn(readProven(capsule.keys, checkpoint, refuse), origin, refuse);
  if (!isSignedByEpoch(checkpoint, keys)) throw invalid(path, "CHECKPOINT_SIGNATURE");
  const key = keyThatSigned(signature, CAPSULE_NAMESPACE, Buffer.from(canonical(capsule)))?.fingerprint;
  // The newest key there is: one that was rotated away may be in others' hands.
  if (key === undefined || key !== keys.at(checkpoint.size)?.fingerprint)
    throw invalid(path, "CAPSULE_SIGNATURE");
  const lines = readProven(capsule.entries, checkpoint, refuse);
  for (const each of lines) mustBeSigned(each, keys, refuse);
  mustBeOfRun(lines, run, refuse);
  const entries = whole(lines, capsule, path);
  const named = takenIn(entries);
  return {
    keys,
    keyLines: capsule.keys.map((proven) => proven.line),
    line,
    takenIn: named,
    capsule: {
      run,
      origin,
      journal: journalOf(keys.at(0)),
      checkpoint,
      key,
      isHeld: false,
      sha256,
      entries,
      lines,
      takenIn: named,
    },
  };
}

function mustBeOfRun(lines: readonly Line[], run: string, refuse: Refuse): void {
  const ids = new Set<string>();
  for (const { entry } of lines) {
    if (entry.run?.id !== run) throw refuse("OTHER_RUN", entry.seq);
    if (ids.has(entry.id)) throw refuse("WRONG_ORDER", entry.seq);
    ids.add(entry.id);
  }
}

/** The entries with their long texts, of which there are no more and no fewer than they name. */
function whole(lines: readonly Line[], { blobs }: CapsuleContent, path: string): readonly Entry[] {
  const named = new Set(lines.flatMap(({ entry }) => Object.values(entry.blobs ?? {})));
  if (named.size !== Object.keys(blobs).length) throw invalid(path, "WRONG_BLOB");
  return lines.map(({ entry }) => {
    const wrong = () => invalid(path, "WRONG_BLOB", entry.seq);
    const textOf = (hash: string) => {
      const text = Object.hasOwn(blobs, hash) ? blobs[hash] : undefined;
      if (text === undefined || hashOf(Buffer.from(text)) !== hash) throw wrong();
      return text;
    };
    return withBlobs(entry, textOf, wrong);
  });
}
