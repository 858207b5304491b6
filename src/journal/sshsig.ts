import { createHash, hash } from "node:crypto";

/**
 * OpenSSH's signature format for Ed25519, as PROTOCOL.sshsig describes it: the bytes that are signed, and the armoured
 * file that `ssh-keygen -Y verify` reads.
 */
export const ENTRY_NAMESPACE = "entry@shoseki";

const KEY_TYPE = "ssh-ed25519";
const HASH = "sha512";
const HASH_BYTES = 64;
const MAGIC = Buffer.from("SSHSIG");

/** The same for every message. */
const BEFORE_HASH = Buffer.concat([
  MAGIC,
  lengthPrefixed(ENTRY_NAMESPACE),
  lengthPrefixed(""),
  lengthPrefixed(HASH),
  uint32(HASH_BYTES),
]);

/** What Ed25519 signs for a message: a preimage that names the namespace and holds the message's SHA-512. */
export function sshsigPreimage(message: Uint8Array): Buffer {
  const preimage = Buffer.allocUnsafe(BEFORE_HASH.length + HASH_BYTES);
  preimage.set(BEFORE_HASH);
  preimage.write(hash(HASH, message, "binary"), BEFORE_HASH.length, "latin1");
  return preimage;
}

/** The armoured signature file, rebuilt from the raw 64 bytes that a line keeps. */
export function armouredSignature(publicKey: Uint8Array, signature: Uint8Array): string {
  const blob = Buffer.concat([
    MAGIC,
    uint32(1),
    lengthPrefixed(publicKeyBlob(publicKey)),
    lengthPrefixed(ENTRY_NAMESPACE),
    lengthPrefixed(""),
    lengthPrefixed(HASH),
    lengthPrefixed(Buffer.concat([lengthPrefixed(KEY_TYPE), lengthPrefixed(signature)])),
  ]);
  const lines = blob.toString("base64").match(/.{1,70}/g) ?? [];
  return ["-----BEGIN SSH SIGNATURE-----", ...lines, "-----END SSH SIGNATURE-----", ""].join("\n");
}

/** `ssh-ed25519 AAAA...`, from the raw 32 bytes of the key. */
export function publicKeyLine(publicKey: Uint8Array): string {
  return `${KEY_TYPE} ${publicKeyBlob(publicKey).toString("base64")}`;
}

/** The raw 32 bytes of an OpenSSH public key line; null when it is no Ed25519 key written that way. */
export function parsePublicKeyLine(line: string): Buffer | null {
  const raw = Buffer.from(line.slice(KEY_TYPE.length + 1), "base64").subarray(-32);
  return raw.length === 32 && publicKeyLine(raw) === line ? raw : null;
}

/** `SHA256:...`, as `ssh-keygen -l` prints it. */
export function fingerprint(publicKey: Uint8Array): string {
  const hash = createHash("sha256").update(publicKeyBlob(publicKey)).digest("base64");
  return `SHA256:${hash.replace(/=+$/, "")}`;
}

function publicKeyBlob(publicKey: Uint8Array): Buffer {
  return Buffer.concat([lengthPrefixed(KEY_TYPE), lengthPrefixed(publicKey)]);
}

function lengthPrefixed(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
