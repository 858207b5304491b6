import { isKeyName, keyId, type VerifierKey } from "#journal/note/verifier-key.js";
import { bytesVerifierOf } from "#journal/signer.js";

const DASH = "\u2014 ";
const ID_BYTES = 4;

/** More than the specification asks for; a note that holds more is nobody's checkpoint. */
const MOST_SIGNATURES = 64;

/** A C2SP signed note: its text, which ends in a newline, and who signed it. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Four bytes of key id, then what the algorithm makes. */
  readonly bytes: Buffer;
}

/** Writes a note: its text, a blank line, a line a signature. Source: c2sp.org/signed-note, "Format". */
export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(signatureLine).join("")}`;
}

/** The signature line of an Ed25519 key over a note's text. `sign` makes the raw 64 bytes over the bytes themselves. */
export function noteSignature(name: string, publicKey: Uint8Array, signature: Uint8Array): NoteSignature {
  return { name, bytes: Buffer.concat([keyId(name, publicKey), signature]) };
}

/**
 * Reads a note strictly: what does not come back byte for byte is none. Signatures of any kind are kept, known or not.
 * Answers null for what is no note.
 */
export function parseNote(source: string): SignedNote | null {
  const end = source.lastIndexOf("\n\n");
  if (end < 0 || /[^\P{Cc}\n]|\uFFFD/u.test(source)) return null;
  const lines = source.slice(end + 2).split("\n");
  if (lines.pop() !== "" || lines.length === 0 || lines.length > MOST_SIGNATURES) return null;
  const signatures = lines.map(parseSignature).filter((each) => each !== null);
  const note = { text: source.slice(0, end + 1), signatures };
  return formatNote(note) === source ? note : null;
}

/**
 * How a note stands with a key: `signed`; `forged` when a signature claims to be by it and is not; `unsigned` when none does.
 */
export function standingOf(note: SignedNote, key: VerifierKey): "signed" | "forged" | "unsigned" {
  const own = note.signatures.filter(
    ({ name, bytes }) => name === key.name && bytes.subarray(0, ID_BYTES).equals(key.id),
  );
  if (own.length === 0) return "unsigned";
  const verify = bytesVerifierOf(key.publicKey);
  const text = Buffer.from(note.text);
  return own.every(({ bytes }) => verify(text, bytes.subarray(ID_BYTES))) ? "signed" : "forged";
}

function signatureLine({ name, bytes }: NoteSignature): string {
  return `${DASH}${name} ${bytes.toString("base64")}\n`;
}

function parseSignature(line: string): NoteSignature | null {
  const [name = "", encoded = "", extra] = line.slice(DASH.length).split(" ");
  const bytes = Buffer.from(encoded, "base64");
  const isSo = line.startsWith(DASH) && extra === undefined && isKeyName(name) && bytes.length > ID_BYTES;
  return isSo ? { name, bytes } : null;
}
