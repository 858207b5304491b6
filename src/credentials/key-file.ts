import { createPrivateKey, type KeyObject } from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { encryptedPkcs8, isEncryptedPkcs8 } from "#credentials/encrypted-pkcs8.js";
import { failure } from "#domain/errors.js";
import { makeDirectory, syncDirectory } from "#files/directories.js";

/** Where the private key of this fingerprint (`SHA256:...`) is kept: a journal's own entries say which one it is. */
export function keyFileOf(directory: string, fingerprint: string): string {
  const name = Buffer.from(fingerprint.replace(/^SHA256:/, ""), "base64")
    .toString("hex")
    .slice(0, 32);
  return join(directory, `${name}.pem`);
}

/** The longest passphrase that OpenSSL takes, in bytes of UTF-8: it could write a key under a longer one, and never read it. */
const LONGEST_PASSPHRASE = 1024;

/** Writes a private key as encrypted PKCS#8 (PEM), 0600, which `openssl pkey` reads. Never replaces a file. */
export function writeKeyFile(path: string, directory: string, key: KeyObject, passphrase: string): void {
  if (Buffer.byteLength(passphrase) > LONGEST_PASSPHRASE) {
    throw failure("KEY_UNREADABLE", { path, cause: `a passphrase has at most ${LONGEST_PASSPHRASE} bytes` });
  }
  try {
    makeDirectory(directory);
    const descriptor = openSync(path, "wx", 0o600);
    try {
      writeFileSync(descriptor, encryptedPkcs8(key, passphrase));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    syncDirectory(directory);
  } catch (error) {
    throw failure("KEY_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

/** Overwrites what stands in the file, for what that is worth on this disk, and removes it. */
export function destroyKeyFile(path: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    writeSync(descriptor, Buffer.alloc(fstatSync(descriptor).size), 0, undefined, 0);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  rmSync(path, { force: true });
  syncDirectory(dirname(path));
}

/** Errors: `KEY_MISSING`, `KEY_UNREADABLE`, `PASSPHRASE_WRONG`. */
export function readKeyFile(path: string, fingerprint: string, passphrase: string): KeyObject {
  const pem = readPem(path, fingerprint);
  if (!isEncryptedPkcs8(pem)) {
    throw failure("KEY_UNREADABLE", {
      path,
      cause: "it is not a whole encrypted private key (PKCS#8 in PEM)",
    });
  }
  if (Buffer.byteLength(passphrase) > LONGEST_PASSPHRASE) throw failure("PASSPHRASE_WRONG", { path });
  try {
    const key = createPrivateKey({ key: pem, format: "pem", passphrase });
    if (key.asymmetricKeyType !== "ed25519") throw new TypeError("it is not an Ed25519 key");
    return key;
  } catch (error) {
    if (error instanceof TypeError) throw failure("KEY_UNREADABLE", { path, cause: error.message }, error);
    const { code } = error as { code?: string };
    if (code !== undefined && WRONG_PASSPHRASE.includes(code)) {
      throw failure("PASSPHRASE_WRONG", { path }, error);
    }
    const cause = (error as Error).message.replace(/^error:[0-9A-F]+:/, "");
    throw failure("KEY_UNREADABLE", { path, cause }, error);
  }
}

/**
 * What OpenSSL says to a wrong passphrase. One in a few hundred leaves a padding that looks right, and then what comes out
 * is no key: "unsupported".
 */
const WRONG_PASSPHRASE = ["ERR_OSSL_BAD_DECRYPT", "ERR_OSSL_EVP_BAD_DECRYPT", "ERR_OSSL_UNSUPPORTED"];

function readPem(path: string, fingerprint: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw failure("KEY_MISSING", { fingerprint, path, keyring: "NOT_ASKED" }, error);
    throw failure("KEY_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}
