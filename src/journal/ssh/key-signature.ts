import { createHash, verify } from "node:crypto";
import type { SshKey } from "#journal/ssh/public-key.js";
import { readBlob, uint32 } from "#journal/ssh/wire.js";

/** Set by a security key that somebody has touched (PROTOCOL.u2f). */
const USER_PRESENT = 0x01;

/** What each algorithm of RSA hashes with (RFC 8332); `ssh-rsa` is SHA-1 and not believed. */
const RSA_HASHES: ReadonlyMap<string, string> = new Map([
  ["rsa-sha2-256", "sha256"],
  ["rsa-sha2-512", "sha512"],
]);

/**
 * Whether a signature blob (RFC 4253, section 6.6; PROTOCOL.u2f for security keys, which must have been touched) is this
 * key's over these bytes. False for every blob that is not of exactly that form.
 */
export function isSignatureOf(key: SshKey, blob: Buffer, message: Buffer): boolean {
  const read = readBlob(blob, (reader) => ({
    algorithm: reader.name(),
    signature: reader.string(),
    touch: key.application === null ? null : { flags: reader.byte(), counter: reader.uint32() },
  }));
  if (read === null) return false;
  const { algorithm, signature, touch } = read;
  if (touch === null || key.application === null) return isRaw(key, algorithm, signature, message);
  if ((touch.flags & USER_PRESENT) === 0) return false;
  const signed = [sha256(key.application), Buffer.of(touch.flags), uint32(touch.counter), sha256(message)];
  return isRaw(key, algorithm, signature, Buffer.concat(signed));
}

function isRaw({ type, scheme, key }: SshKey, algorithm: string, signature: Buffer, signed: Buffer): boolean {
  if (scheme.kind === "rsa") {
    const hash = RSA_HASHES.get(algorithm);
    const padded = leftPadded(signature, scheme.bytes);
    return hash !== undefined && padded !== null && verify(hash, signed, key, padded);
  }
  if (algorithm !== type) return false;
  if (scheme.kind === "ed25519") return signature.length === 64 && verify(null, signed, key, signature);
  const both = readBlob(signature, (reader) => [reader.positive(), reader.positive()]);
  const [r, s] = both?.map((number) => leftPadded(number, scheme.bytes)) ?? [];
  if (!r || !s) return false;
  return verify(scheme.hash, signed, { key, dsaEncoding: "ieee-p1363" }, Buffer.concat([r, s]));
}

/** Some agents leave out the zeros that a number begins with. Null where it is too long. */
function leftPadded(number: Buffer, bytes: number): Buffer | null {
  if (number.length > bytes) return null;
  return Buffer.concat([Buffer.alloc(bytes - number.length), number]);
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
