import { CAPSULE_FORMAT, capsuleLine, type SignedCapsule } from "#procedures/capsule/capsule-file.js";

/**
 * Reads a line of a capsule's file strictly: what does not come back byte for byte, or has a member that the format has
 * not, is none, and null is answered. Says nothing of what is in it.
 */
export function parseCapsule(line: Buffer): SignedCapsule | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line);
    const value: unknown = JSON.parse(text);
    return isSigned(value) && capsuleLine(value).equals(line) ? value : null;
  } catch {
    // No UTF-8, no JSON, what JCS has no form for, or nested deeper than anybody nests.
    return null;
  }
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isSeq: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

const listOf =
  (each: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(each);

/** An object with exactly these members. */
function shape(members: Readonly<Record<string, Check>>): Check {
  const names = Object.keys(members);
  return (value) =>
    isObject(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name) && members[name]?.(value[name]) === true);
}

const isProvenLine = shape({ seq: isSeq, line: isText, proof: listOf(isHash) });

const isRun: Check = (value) =>
  typeof value === "string" &&
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(value);

const areBlobs: Check = (value) => isObject(value) && Object.values(value).every(isText);

const isSigned = shape({
  capsule: shape({
    format: (format) => format === CAPSULE_FORMAT,
    run: isRun,
    origin: isText,
    checkpoint: isText,
    keys: listOf(isProvenLine),
    entries: listOf(isProvenLine),
    blobs: areBlobs,
  }),
  signature: isText,
}) as (value: unknown) => value is SignedCapsule;

/** 32 bytes in base64, written in the only way. */
function isHash(value: unknown): boolean {
  if (typeof value !== "string" || value.length !== 44) return false;
  const bytes = Buffer.from(value, "base64");
  return bytes.length === 32 && bytes.toString("base64") === value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
