import type { KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import type { Setting } from "#cli/io.js";
import { newPassphrase, passphraseInEnvironment, passphraseOf } from "#cli/passphrase.js";
import type { KeptKey, KeyStore } from "#credentials/key-store.js";
import { KEYRING_SERVICE, type KeyringReply } from "#credentials/keyring.js";
import type { KeyPlace } from "#domain/key-place.js";
import { generatePrivateKey, type Signer, signerOf } from "#journal/signer.js";

/** A private key that was unlocked, and where it is kept. */
export interface UnlockedKey {
  readonly key: KeyObject;
  readonly kind: KeyPlace["kind"];
}

/**
 * The private key of a journal that exists: from its file where there is one, else from the OS keyring. Errors:
 * `PASSPHRASE_MISSING`, `PASSPHRASE_WRONG`, `KEY_MISSING`, `KEY_UNREADABLE`, `KEYRING_TIMEOUT`, `KEYRING_FAILED`.
 */
export async function unlockKey(
  setting: Setting,
  store: KeyStore,
  fingerprint: string,
): Promise<UnlockedKey> {
  const path = store.fileOf(fingerprint);
  if (!existsSync(path)) return { key: await store.fromKeyring(fingerprint), kind: "keyring" };
  const passphrase = await passphraseOf(setting, path);
  return { key: store.fromFile(fingerprint, passphrase), kind: "file" };
}

/** A key that is kept, and has signed nothing yet. */
export interface NewKey {
  readonly signer: Signer;
  readonly kept: KeptKey;
  /** It signs a journal now: tells the operator, and where it is kept. */
  announce(): void;
  /** It does not: destroys it. */
  discard(): Promise<void>;
}

/**
 * A new key, in the OS keyring; or in a new encrypted file where there is no keyring, it does not take it, or
 * `SHOSEKI_PASSPHRASE` is set. Errors: `PASSPHRASE_MISSING`, `PASSPHRASES_DIFFER`, `KEY_UNREADABLE`.
 * @param before told which key will be kept where, before it is
 */
export async function makeKey(
  setting: Setting,
  store: KeyStore,
  before: (kept: KeptKey) => void = () => undefined,
): Promise<NewKey> {
  const inKeyring = passphraseInEnvironment(setting) === null ? await keptInKeyring(store, before) : null;
  if (inKeyring !== null && "signer" in inKeyring) {
    const place: KeyPlace = { kind: "keyring", service: KEYRING_SERVICE };
    return newKey(setting, store, inKeyring.signer, place, null);
  }
  // Not the key that the keyring was offered: it may have taken it, and only not said so.
  const key = generatePrivateKey();
  const signer = signerOf(key);
  const path = store.fileOf(signer.fingerprint);
  const passphrase = await newPassphrase(setting, path, setting.catalogue.prompts.newPassphrase({ path }));
  before({ fingerprint: signer.fingerprint, kind: "file" });
  store.putInFile(signer.fingerprint, key, passphrase);
  return newKey(setting, store, signer, { kind: "file", path }, inKeyring);
}

async function keptInKeyring(
  store: KeyStore,
  before: (kept: KeptKey) => void,
): Promise<{ readonly signer: Signer } | KeyringReply> {
  const key = generatePrivateKey();
  const signer = signerOf(key);
  const there = await store.askKeyring(signer.fingerprint);
  if (there.kind !== "missing") return there;
  before({ fingerprint: signer.fingerprint, kind: "keyring" });
  const reply = await store.putInKeyring(signer.fingerprint, key);
  return reply.kind === "found" ? { signer } : reply;
}

function newKey(
  setting: Setting,
  store: KeyStore,
  signer: Signer,
  place: KeyPlace,
  refused: KeyringReply | null,
): NewKey {
  const { io, catalogue, json } = setting;
  const { fingerprint } = signer;
  const kept: KeptKey = { fingerprint, kind: place.kind };
  return {
    signer,
    kept,
    announce: () => {
      const { kind, ...where } = place;
      if (json) return io.err(JSON.stringify({ newKey: { ...where, fingerprint, kept: kind } }));
      if (refused?.kind === "timeout" || refused?.kind === "failed") {
        io.err(catalogue.keys.keyringPassedOver({ cause: refused.kind === "failed" ? refused.cause : null }));
      }
      io.err(catalogue.keys.newKey({ place, fingerprint }));
    },
    discard: () => store.destroy(kept),
  };
}
