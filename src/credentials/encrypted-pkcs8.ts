import { createCipheriv, type KeyObject, pbkdf2Sync, randomBytes } from "node:crypto";

/** OpenSSL's own default is 2,048; this many take about 0.1 s to try one passphrase. */
const ITERATIONS = 310_000;

const OID = {
  pbes2: "2a864886f70d01050d",
  pbkdf2: "2a864886f70d01050c",
  hmacWithSha256: "2a864886f70d0209",
  aes256Cbc: "60864801650304012a",
} as const;

/**
 * A private key as EncryptedPrivateKeyInfo (RFC 5958) in PEM: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC
 * (RFC 8018). Node writes the same with a work factor of 2,048 that cannot be changed.
 */
export function encryptedPkcs8(key: KeyObject, passphrase: string): string {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", pbkdf2Sync(passphrase, salt, ITERATIONS, 32, "sha256"), iv);
  const secret = Buffer.concat([cipher.update(key.export({ type: "pkcs8", format: "der" })), cipher.final()]);
  const derivation = sequence(
    oid(OID.pbkdf2),
    sequence(octets(salt), integer(ITERATIONS), sequence(oid(OID.hmacWithSha256), NULL)),
  );
  const encryption = sequence(oid(OID.aes256Cbc), octets(iv));
  const info = sequence(sequence(oid(OID.pbes2), sequence(derivation, encryption)), octets(secret));
  const lines = info.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN ENCRYPTED PRIVATE KEY-----", ...lines, "-----END ENCRYPTED PRIVATE KEY-----", ""].join(
    "\n",
  );
}

/** Whether a text is PEM of an EncryptedPrivateKeyInfo, none of it missing. Says nothing of what is encrypted in it. */
export function isEncryptedPkcs8(text: string): boolean {
  const pem =
    /^-----BEGIN ENCRYPTED PRIVATE KEY-----\s([A-Za-z0-9+/=\s]+)-----END ENCRYPTED PRIVATE KEY-----\s*$/.exec(
      text,
    );
  const bytes = Buffer.from(pem?.[1] ?? "", "base64");
  const [tag, length = 0] = bytes;
  // X.690, 8.1.3: a short length, or how many bytes it takes.
  const header = length < 0x80 ? 2 : 2 + (length & 0x7f);
  if (tag !== 0x30 || header > 6 || header > bytes.length) return false;
  const content = header === 2 ? length : bytes.readUIntBE(2, header - 2);
  return bytes.length === header + content;
}

const NULL = Buffer.from([0x05, 0x00]);

/** DER (X.690): a tag, a length, the content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const header =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), content]);
}

function sequence(...members: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(members));
}

function octets(bytes: Buffer): Buffer {
  return der(0x04, bytes);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  // A leading bit that is set would make it negative.
  return der(0x02, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]));
}
