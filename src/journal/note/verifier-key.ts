import { createHash } from "node:crypto";

/** Ed25519 signatures as C2SP signed-note has them. */
const ED25519 = 0x01;

const KEY_BYTES = 32;

/** A key that checks the signatures of notes: what a C2SP verifier key line says. */
export interface VerifierKey {
  readonly name: string;
  /** The four bytes that a signature line begins with. */
  readonly id: Buffer;
  /** The raw 32 bytes of the Ed25519 key. */
  readonly publicKey: Buffer;
}

/** Whether a name can be that of a key, and so a journal's origin: not empty, no white space, plus, control or replacement character. */
export function isKeyName(name: string): boolean {
  return name !== "" && !/[\p{White_Space}\p{Cc}\uFFFD+]/u.test(name);
}

/**
 * The verifier key of a raw 32-byte Ed25519 key: `<name>+<key id in hex>+<base64 of 0x01 and the key>`.
 * Source: c2sp.org/signed-note, "Verifier keys".
 */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  const material = Buffer.concat([Buffer.of(ED25519), publicKey]);
  return `${name}+${keyId(name, publicKey).toString("hex")}+${material.toString("base64")}`;
}

/** First four bytes of SHA-256(name, newline, 0x01, key). */
export function keyId(name: string, publicKey: Uint8Array): Buffer {
  return createHash("sha256")
    .update(name)
    .update(Buffer.of(0x0a, ED25519))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
}

/** Reads a verifier key line; null when it is none of an Ed25519 key, written exactly so. */
export function parseVerifierKey(line: string): VerifierKey | null {
  const [name = "", , encoded = ""] = line.split("+", 3);
  const material = Buffer.from(line.slice(name.length + 10), "base64");
  if (encoded === "" || material.length !== KEY_BYTES + 1 || material[0] !== ED25519) return null;
  const publicKey = material.subarray(1);
  const isSo = isKeyName(name) && verifierKey(name, publicKey) === line;
  return isSo ? { name, id: keyId(name, publicKey), publicKey } : null;
}
