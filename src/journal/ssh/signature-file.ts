import { hash } from "node:crypto";
import { armoured, unarmoured } from "#journal/ssh/armour.js";
import { isSignatureOf } from "#journal/ssh/key-signature.js";
import { parseKeyBlob, type SshKey } from "#journal/ssh/public-key.js";
import { lengthPrefixed, readBlob, uint32 } from "#journal/ssh/wire.js";

/** OpenSSH's signature files (PROTOCOL.sshsig), of every type of key and for any namespace. */
const MAGIC = Buffer.from("SSHSIG");

const VERSION = 1;

export type SignatureHash = "sha256" | "sha512";

/** What is signed for a message: a preimage that names the namespace and holds the message's hash. */
export function preimageOf(namespace: string, hashed: SignatureHash, message: Uint8Array): Buffer {
  return Buffer.concat([
    MAGIC,
    lengthPrefixed(namespace),
    lengthPrefixed(""),
    lengthPrefixed(hashed),
    lengthPrefixed(hash(hashed, message, "buffer")),
  ]);
}

/**
 * A signature file, from a key's blob and the blob of its signature over `preimageOf(namespace, hashed, message)`.
 */
export function signatureFile(
  namespace: string,
  hashed: SignatureHash,
  keyBlob: Uint8Array,
  signature: Uint8Array,
): string {
  return armoured(
    Buffer.concat([
      MAGIC,
      uint32(VERSION),
      lengthPrefixed(keyBlob),
      lengthPrefixed(namespace),
      lengthPrefixed(""),
      lengthPrefixed(hashed),
      lengthPrefixed(signature),
    ]),
  );
}

/**
 * The key that has made a signature file over these bytes, in this namespace; null where it has not, and for a file that
 * is not of exactly the published form. What the format reserves is ignored, as it asks for. Whose key it is and whether
 * that counts is for others to say.
 */
export function keyThatSigned(text: string, namespace: string, message: Uint8Array): SshKey | null {
  const blob = unarmoured(text);
  const read = blob === null ? null : parse(blob);
  if (read === null || read.namespace !== namespace) return null;
  const { key, hashed, signature } = read;
  return isSignatureOf(key, signature, preimageOf(namespace, hashed, message)) ? key : null;
}

interface Parsed {
  readonly key: SshKey;
  readonly namespace: string;
  readonly hashed: SignatureHash;
  readonly signature: Buffer;
}

function parse(blob: Buffer): Parsed | null {
  return readBlob(blob, (reader) => {
    if (!reader.bytes(MAGIC.length).equals(MAGIC)) throw new RangeError("no SSHSIG");
    if (reader.uint32() !== VERSION) throw new RangeError("another version");
    const key = parseKeyBlob(reader.string());
    const namespace = reader.name();
    reader.string();
    const hashed = reader.name();
    const signature = reader.string();
    if (key === null || (hashed !== "sha256" && hashed !== "sha512")) throw new RangeError("not supported");
    return { key, namespace, hashed, signature };
  });
}
