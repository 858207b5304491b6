import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { preimageOf } from "#journal/ssh/signature-file.js";
import { ed25519SignatureFile, fingerprint, sshsigPreimage } from "#journal/sshsig.js";

/** The key that signs a journal's entries. */
export interface Signer {
  /** The raw 32 bytes. */
  readonly publicKey: Uint8Array;
  /** `SHA256:...`. */
  readonly fingerprint: string;
  /** The raw 64 bytes of the Ed25519 signature over the SSHSIG preimage of the message. */
  sign(message: Uint8Array): Buffer;
  /** The raw 64 bytes of the Ed25519 signature over the bytes themselves, as C2SP signed notes have it. */
  signBytes(bytes: Uint8Array): Buffer;
  /** An armoured signature file over the message, as `ssh-keygen -Y sign` makes it for a namespace. */
  signFile(namespace: string, message: Uint8Array): string;
}

/** A signer around a private Ed25519 key. */
export function signerOf(privateKey: KeyObject): Signer {
  const publicKey = rawPublicKey(createPublicKey(privateKey));
  return {
    publicKey,
    fingerprint: fingerprint(publicKey),
    sign: (message) => sign(null, sshsigPreimage(message), privateKey),
    signBytes: (bytes) => sign(null, bytes, privateKey),
    signFile: (namespace, message) => {
      const raw = sign(null, preimageOf(namespace, "sha512", message), privateKey);
      return ed25519SignatureFile(namespace, publicKey, raw);
    },
  };
}

/** A fresh private Ed25519 key, in memory only. */
export function generatePrivateKey(): KeyObject {
  return generateKeyPairSync("ed25519").privateKey;
}

/** Says whether a signature is a key's. */
export type Verifier = (message: Uint8Array, signature: Uint8Array) => boolean;

/** Whether a signature over a message, as entries are signed, is this key's. */
export function verifierOf(publicKey: Uint8Array): Verifier {
  const bytes = bytesVerifierOf(publicKey);
  return (message, signature) => bytes(sshsigPreimage(message), signature);
}

/** Whether a signature over the bytes themselves, as notes are signed, is this key's. */
export function bytesVerifierOf(publicKey: Uint8Array): Verifier {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return (message, signature) => verify(null, message, key, signature);
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
}
