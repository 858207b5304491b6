import { createPrivateKey, type KeyObject } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { encryptedPkcs8 } from "#credentials/encrypted-pkcs8.js";
import { failure } from "#domain/errors.js";

/** Where the private key of this fingerprint (`SHA256:...`) is kept: a journal's own entries say which one it is. */
export function keyFileOf(directory: string, fingerprint: string): string {
  const name = Buffer.from(fingerprint.replace(/^SHA256:/, ""), "base64")
    .toString("hex")
    .slice(0, 32);
  return join(directory, `${name}.pem`);
}

/** Writes a private key as encrypted PKCS#8 (PEM), 0600, which `openssl pkey` reads. Never replaces a file. */
export function writeKeyFile(path: string, directory: string, key: KeyObject, passphrase: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const descriptor = openSync(path, "wx", 0o600);
    try {
      writeSync(descriptor, encryptedPkcs8(key, passphrase));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw failure("KEY_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

/** Errors: `KEY_MISSING`, `KEY_UNREADABLE`, `PASSPHRASE_WRONG`. */
export function readKeyFile(path: string, fingerprint: string, passphrase: string): KeyObject {
  const pem = readPem(path, fingerprint);
  try {
    const key = createPrivateKey({ key: pem, format: "pem", passphrase });
    if (key.asymmetricKeyType !== "ed25519") throw new TypeError("it is not an Ed25519 key");
    return key;
  } catch (error) {
    if (error instanceof TypeError) throw failure("KEY_UNREADABLE", { path, cause: error.message }, error);
    const { code } = error as { code?: string };
    if (code === "ERR_OSSL_BAD_DECRYPT" || code === "ERR_OSSL_EVP_BAD_DECRYPT") {
      throw failure("PASSPHRASE_WRONG", { path }, error);
    }
    throw failure("KEY_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

function readPem(path: string, fingerprint: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw failure("KEY_MISSING", { fingerprint, path }, error);
    throw failure("KEY_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}
