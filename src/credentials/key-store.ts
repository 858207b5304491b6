import { createPrivateKey, type KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { destroyKeyFile, keyFileOf, readKeyFile, writeKeyFile } from "#credentials/key-file.js";
import { KEYRING_SERVICE, Keyring, type KeyringReply } from "#credentials/keyring.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import type { KeyPlace } from "#domain/key-place.js";

/** A private key, and which kind of place it is kept in. */
export interface KeptKey {
  readonly fingerprint: string;
  readonly kind: KeyPlace["kind"];
}

/** Where a key is; `unknown` where the keyring is there and does not say. */
export type Whereabouts = KeyPlace | { readonly kind: "missing" } | { readonly kind: "unknown" };

/** An operator's private keys, by fingerprint: each in an encrypted file or in the OS keyring, never in the clear. */
export class KeyStore {
  /** Of the encrypted files. */
  readonly directory: string;
  readonly #keyring: Keyring;

  /** @param env what says where the OS keyring is */
  constructor(directory: string, env: Readonly<Record<string, string | undefined>>) {
    this.directory = directory;
    this.#keyring = new Keyring(env);
  }

  fileOf(fingerprint: string): string {
    return keyFileOf(this.directory, fingerprint);
  }

  /** Where a key is: the file goes before the keyring. */
  async find(fingerprint: string): Promise<Whereabouts> {
    const path = this.fileOf(fingerprint);
    if (existsSync(path)) return { kind: "file", path };
    const reply = await this.askKeyring(fingerprint);
    if (reply.kind === "found") return { kind: "keyring", service: KEYRING_SERVICE };
    return reply.kind === "missing" || reply.kind === "absent" ? { kind: "missing" } : { kind: "unknown" };
  }

  /** Whether the keyring has a key: `missing` says that it is there and open, and has not. */
  async askKeyring(fingerprint: string): Promise<KeyringReply> {
    return await this.#keyring.has(fingerprint);
  }

  /**
   * The key that the keyring has. Errors: `KEY_MISSING`, `KEYRING_TIMEOUT`, `KEYRING_FAILED`, `KEY_UNREADABLE`.
   */
  async fromKeyring(fingerprint: string): Promise<KeyObject> {
    const path = this.fileOf(fingerprint);
    const reply = await this.#keyring.get(fingerprint);
    if (reply.kind === "found") return keyIn(reply.secret ?? "");
    throw keyringProblem(reply, fingerprint, path);
  }

  /** The key in the file. Errors: `KEY_MISSING`, `KEY_UNREADABLE`, `PASSPHRASE_WRONG`. */
  fromFile(fingerprint: string, passphrase: string): KeyObject {
    return readKeyFile(this.fileOf(fingerprint), fingerprint, passphrase);
  }

  /** Puts a new key into the keyring, and reads it back. Anything but `found`: it is not kept there. */
  async putInKeyring(fingerprint: string, key: KeyObject): Promise<KeyringReply> {
    const secret = key.export({ type: "pkcs8", format: "pem" }).toString();
    const put = await this.#keyring.put(fingerprint, secret);
    if (put.kind !== "found") return put;
    const read = await this.#keyring.get(fingerprint);
    if (read.kind !== "found") return read;
    return read.secret === secret
      ? read
      : { kind: "failed", cause: "it answers with something else than was put in" };
  }

  /** Errors: `KEY_UNREADABLE`. */
  putInFile(fingerprint: string, key: KeyObject, passphrase: string): void {
    writeKeyFile(this.fileOf(fingerprint), this.directory, key, passphrase);
  }

  /** Destroys a private key. Errors: `KEY_UNREADABLE`, `KEYRING_TIMEOUT`, `KEYRING_FAILED`: it may be left. */
  async destroy({ fingerprint, kind }: KeptKey): Promise<void> {
    const path = this.fileOf(fingerprint);
    if (kind === "keyring") {
      const reply = await this.#keyring.delete(fingerprint);
      // Where there is no keyring today, it may be there again tomorrow.
      if (reply.kind !== "found" && reply.kind !== "missing") throw keyringProblem(reply, fingerprint, path);
      return;
    }
    try {
      destroyKeyFile(path);
    } catch (error) {
      throw failure("KEY_UNREADABLE", { path, cause: (error as Error).message }, error);
    }
  }
}

function keyringProblem(
  reply: Exclude<KeyringReply, { readonly kind: "found" }>,
  fingerprint: string,
  path: string,
): ShosekiError {
  if (reply.kind === "timeout")
    return failure("KEYRING_TIMEOUT", { fingerprint, path, seconds: reply.seconds });
  if (reply.kind === "failed") return failure("KEYRING_FAILED", { fingerprint, path, cause: reply.cause });
  const keyring = reply.kind === "missing" ? "SEARCHED" : "ABSENT";
  return failure("KEY_MISSING", { fingerprint, path, keyring });
}

function keyIn(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // Said below, without what it holds.
  }
  const path = `keyring:${KEYRING_SERVICE}`;
  throw failure("KEY_UNREADABLE", {
    path,
    cause: "what the OS keyring has is not an Ed25519 key (PKCS#8 in PEM)",
  });
}
