import { formatNote, noteSignature, parseNote, type SignedNote } from "#journal/note/signed-note.js";
import { isKeyName } from "#journal/note/verifier-key.js";
import type { Signer } from "#journal/signer.js";

/** A signed tree head: c2sp.org/tlog-checkpoint. */
export interface Checkpoint {
  readonly origin: string;
  /** How many entries the tree has. */
  readonly size: number;
  /** The tree's root, 32 bytes. */
  readonly root: Buffer;
  readonly note: SignedNote;
}

/** What a checkpoint states, without its signatures. */
export type TreeHead = Pick<Checkpoint, "origin" | "size" | "root">;

/** The three lines that are signed. */
function checkpointText({ origin, size, root }: TreeHead): string {
  return `${origin}\n${size}\n${root.toString("base64")}\n`;
}

export function signCheckpoint(head: TreeHead, signer: Signer): Checkpoint {
  const text = checkpointText(head);
  const signature = noteSignature(head.origin, signer.publicKey, signer.signBytes(Buffer.from(text)));
  return { ...head, note: { text, signatures: [signature] } };
}

/** Reads a checkpoint strictly, without extension lines, which this log never writes; null for what is none. */
export function parseCheckpoint(source: string): Checkpoint | null {
  const note = parseNote(source);
  if (note === null) return null;
  const [origin = "", digits = "", encoded = ""] = note.text.split("\n");
  const head = { origin, size: Number(digits), root: Buffer.from(encoded, "base64") };
  const isSo =
    isKeyName(origin) && Number.isSafeInteger(head.size) && head.size >= 0 && head.root.length === 32;
  return isSo && checkpointText(head) === note.text ? { ...head, note } : null;
}

export function formatCheckpoint({ note }: Checkpoint): string {
  return formatNote(note);
}
