import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { readBlob, type WireReader } from "#journal/ssh/wire.js";

/** How a key's own signatures are taken apart and checked. */
type KeyScheme =
  | { readonly kind: "ed25519" }
  /** `hash` is what the curve goes with (RFC 5656, section 6.2.1), `bytes` how long a coordinate is. */
  | { readonly kind: "ecdsa"; readonly hash: string; readonly bytes: number }
  | { readonly kind: "rsa"; readonly bytes: number };

/** A public key of OpenSSH that signs. */
export interface SshKey {
  readonly type: string;
  /** As it is encoded in files and signatures: two keys are the same when their blobs are. */
  readonly blob: Buffer;
  /** `SHA256:...`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  readonly scheme: KeyScheme;
  /** Of a security key (PROTOCOL.u2f): what its signatures are made for, `ssh:` mostly. Null for a key in a file. */
  readonly application: Buffer | null;
  readonly key: KeyObject;
}

type Parts = Pick<SshKey, "scheme" | "application" | "key">;

const CURVES = {
  nistp256: { crv: "P-256", bytes: 32, hash: "sha256" },
  nistp384: { crv: "P-384", bytes: 48, hash: "sha384" },
  nistp521: { crv: "P-521", bytes: 66, hash: "sha512" },
} as const;

/** A smaller modulus is not believed (as OpenSSH's RequiredRSASize would have it), a larger one costs too much. */
const RSA_BITS = { least: 2048, most: 16_384 };

const TYPES: Readonly<Record<string, (reader: WireReader) => Parts>> = {
  "ssh-ed25519": (reader) => ({ ...ed25519(reader), application: null }),
  "ecdsa-sha2-nistp256": (reader) => ({ ...ecdsa(reader, "nistp256"), application: null }),
  "ecdsa-sha2-nistp384": (reader) => ({ ...ecdsa(reader, "nistp384"), application: null }),
  "ecdsa-sha2-nistp521": (reader) => ({ ...ecdsa(reader, "nistp521"), application: null }),
  "ssh-rsa": (reader) => ({ ...rsa(reader), application: null }),
  "sk-ssh-ed25519@openssh.com": (reader) => ({ ...ed25519(reader), application: reader.string() }),
  "sk-ecdsa-sha2-nistp256@openssh.com": (reader) => ({
    ...ecdsa(reader, "nistp256"),
    application: reader.string(),
  }),
};

/** The key that a blob encodes; null where it is none, or of a type that is not believed (DSA, certificates). */
export function parseKeyBlob(blob: Buffer): SshKey | null {
  return readBlob(blob, (reader) => {
    const type = reader.name();
    const parts = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
    if (parts === undefined) throw new RangeError(`${type} is not supported`);
    return { type, blob, fingerprint: fingerprintOf(blob), ...parts(reader) };
  });
}

/** `SHA256:...` of any key's blob. */
export function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

function ed25519(reader: WireReader): Omit<Parts, "application"> {
  const x = reader.string();
  if (x.length !== 32) throw new RangeError("an Ed25519 key has 32 bytes");
  return {
    scheme: { kind: "ed25519" },
    key: imported({ kty: "OKP", crv: "Ed25519", x: x.toString("base64url") }),
  };
}

function ecdsa(reader: WireReader, curve: keyof typeof CURVES): Omit<Parts, "application"> {
  if (reader.name() !== curve) throw new RangeError("the curve is another than the type's");
  const { crv, bytes, hash } = CURVES[curve];
  const point = reader.string();
  // SEC 1, section 2.3.3, uncompressed: the one form that OpenSSH writes.
  if (point.length !== 1 + 2 * bytes || point[0] !== 4) throw new RangeError("no uncompressed point");
  const x = point.subarray(1, 1 + bytes).toString("base64url");
  const y = point.subarray(1 + bytes).toString("base64url");
  return { scheme: { kind: "ecdsa", hash, bytes }, key: imported({ kty: "EC", crv, x, y }) };
}

function rsa(reader: WireReader): Omit<Parts, "application"> {
  const e = reader.positive();
  const n = reader.positive();
  const bits = n.length * 8 - Math.clz32(n[0] ?? 0) + 24;
  const isOdd = ((e.at(-1) ?? 0) & 1) === 1;
  if (bits < RSA_BITS.least || bits > RSA_BITS.most) throw new RangeError("the modulus is of no good size");
  if (e.length > 8 || !isOdd || (e.length === 1 && e[0] === 1)) throw new RangeError("no good exponent");
  const key = imported({ kty: "RSA", n: n.toString("base64url"), e: e.toString("base64url") });
  return { scheme: { kind: "rsa", bytes: n.length }, key };
}

/** OpenSSL looks whether the point is on the curve. */
function imported(key: JsonWebKey): KeyObject {
  try {
    return createPublicKey({ key, format: "jwk" });
  } catch (error) {
    throw new RangeError("no key", { cause: error });
  }
}
