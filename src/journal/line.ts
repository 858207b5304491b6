import { hash } from "node:crypto";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { canonical } from "#journal/canonical.js";
import { entryProblem } from "#journal/entry-shape.js";
import type { Signer } from "#journal/signer.js";

/** The longest line, without its newline: what a C2SP entry bundle can hold. */
export const MAX_LINE_BYTES = 65_535;

export const NEWLINE = 0x0a;

/** One signed entry as it is on disk. */
export interface Line {
  /** The line without its newline. */
  readonly bytes: Buffer;
  readonly entry: Entry;
  /** The raw 64 bytes. */
  readonly signature: Buffer;
}

/** Signs an entry and writes its line. Throws `ENTRY_TOO_LARGE`, and a TypeError for what could not be read again. */
export function encodeLine(entry: Entry, signer: Signer): Line {
  const text = canonical(entry);
  const signature = signer.sign(Buffer.from(text));
  const bytes = Buffer.from(`{"e":${text},"s":"${signature.toString("base64")}"}`);
  if (bytes.length > MAX_LINE_BYTES)
    throw failure("ENTRY_TOO_LARGE", { bytes: bytes.length, limit: MAX_LINE_BYTES });
  const line = decodeLine(bytes);
  if ("problem" in line) throw new TypeError(`what was to be written is no entry: ${line.problem}`);
  return line;
}

/** What stands before and after an entry in its line; the signature is 88 characters of base64. */
const BEFORE_ENTRY = '{"e":'.length;
const AFTER_ENTRY = ',"s":""}'.length + 88;

/** The bytes of a line's entry, which is what is signed. They lie in the line as they are: it is canonical. */
export function entryBytes({ bytes }: Line): Buffer {
  return bytes.subarray(BEFORE_ENTRY, bytes.length - AFTER_ENTRY);
}

/**
 * Reads a line as it is: what does not serialise again to the same bytes, or has not the shape of an entry, is none.
 * Answers the problem in words instead of a line.
 */
export function decodeLine(bytes: Buffer): Line | { readonly problem: string } {
  if (bytes.length > MAX_LINE_BYTES) return { problem: `it is longer than ${MAX_LINE_BYTES} bytes` };
  let value: unknown;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
    if (canonical(value) !== text) return { problem: "it is not in canonical form (RFC 8785)" };
  } catch {
    return { problem: "it is not a JSON line that an entry can be" };
  }
  if (!isRecord(value) || Object.keys(value).join() !== "e,s" || typeof value.s !== "string") {
    return { problem: "it is not a pair of an entry (e) and its signature (s)" };
  }
  const signature = Buffer.from(value.s, "base64");
  if (signature.length !== 64 || signature.toString("base64") !== value.s) {
    return { problem: "its signature is not the base64 of 64 bytes" };
  }
  const problem = entryProblem(value.e);
  return problem === null ? { bytes, entry: value.e as Entry, signature } : { problem };
}

/** What the next entry's `prev` is: lower-case hex SHA-256 of the line without its newline. */
export function hashOf(line: Uint8Array): string {
  return hash("sha256", line, "hex");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
