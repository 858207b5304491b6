import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Answered, answered } from "./auditor.js";

/** SubjectPublicKeyInfo of an Ed25519 key, up to its raw 32 bytes. Source: RFC 8410, section 10.1. */
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

export interface RawSignature {
  /** The raw 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  /** The raw 64 bytes. */
  readonly signature: Uint8Array;
}

/** `openssl pkeyutl -verify -rawin` of an Ed25519 signature over the bytes themselves; the files go to a scratch directory. */
export function verifiedByOpenssl(
  directory: string,
  { publicKey, message, signature }: RawSignature,
): Answered {
  const files = ["key.pem", "message", "signature"].map((name) => join(directory, name));
  const [key = "", input = "", raw = ""] = files;
  const spki = Buffer.concat([SPKI_PREFIX, publicKey]).toString("base64");
  writeFileSync(key, `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`);
  writeFileSync(input, message);
  writeFileSync(raw, signature);
  const asked = ["-pubin", "-inkey", key, "-rawin", "-in", input, "-sigfile", raw];
  return answered("openssl", ["pkeyutl", "-verify", ...asked]);
}
