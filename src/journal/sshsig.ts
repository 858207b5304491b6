import { hash } from "node:crypto";
import { fingerprintOf } from "#journal/ssh/public-key.js";
import { signatureFile } from "#journal/ssh/signature-file.js";
import { lengthPrefixed, uint32 } from "#journal/ssh/wire.js";

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
  return ed25519SignatureFile(ENTRY_NAMESPACE, publicKey, signature);
}

/** The armoured file of a raw signature over `preimageOf(namespace, "sha512", message)`. */
export function ed25519SignatureFile(
  namespace: string,
  publicKey: Uint8Array,
  signature: Uint8Array,
): string {
  const blob = Buffer.concat([lengthPrefixed(KEY_TYPE), lengthPrefixed(signature)]);
  return signatureFile(namespace, HASH, publicKeyBlob(publicKey), blob);
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
  return fingerprintOf(publicKeyBlob(publicKey));
}

function publicKeyBlob(publicKey: Uint8Array): Buffer {
  return Buffer.concat([lengthPrefixed(KEY_TYPE), lengthPrefixed(publicKey)]);
}
