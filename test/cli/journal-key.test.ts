import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Setting } from "#cli/io.js";
import { makeKey, unlockKey } from "#cli/journal-key.js";
import { keyStoreOf } from "#cli/key-store.js";
import { signerOf } from "#journal/signer.js";
import { en } from "#messages/en.js";
import { type KeyringKind, SecretService } from "../credentials/secret-service.js";
import { needs } from "../journal/tools.js";
import { OperatorHome } from "../stories/shoseki.js";
import { type FakeIo, fakeIo } from "./fake-io.js";

/** An operator at a terminal who types `typed` whenever a passphrase is asked for. */
function typing(home: OperatorHome, typed: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const fake: FakeIo = fakeIo(home, async function* () {});
  const answers = [...typed];
  const io = {
    ...fake.io,
    env: { ...fake.io.env, ...env },
    secrets: { password: null, passphrase: null },
    askSecret: async () => answers.shift() ?? null,
  };
  const setting: Setting = { io, catalogue: en, json: false };
  return { setting, store: keyStoreOf(setting), err: fake.err };
}

test.for<[KeyringKind, RegExp[]]>([
  [
    "locked",
    [
      /^The OS keyring did not take the key \(.+\); it is kept in an encrypted file\.$/,
      /made: SHA256:.+\.pem/,
    ],
  ],
  ["none", [/made: SHA256:.+\.pem/]],
])(
  "where the keyring is %s, a new key is kept in a file, and that is said",
  async ([kind, said], context) => {
    needs(context, "dbus-run-session", "gnome-keyring-daemon");
    using home = new OperatorHome();
    await using session = await SecretService.start(kind, home.directory);
    const { setting, store, err } = typing(home, ["typed", "typed", "typed"], session.env);
    const made = await makeKey(setting, store);
    made.announce();
    expect(err).toEqual(said.map((text) => expect.stringMatching(text)));
    const { key, kind: kept } = await unlockKey(setting, store, made.signer.fingerprint);
    expect([signerOf(key).fingerprint, kept]).toEqual([made.signer.fingerprint, "file"]);
    await made.discard();
    expect(readdirSync(store.directory)).toEqual([]);
  },
);

test("with a keyring nothing is asked, and what was not used is taken out again", async (context) => {
  needs(context, "dbus-run-session", "gnome-keyring-daemon");
  using home = new OperatorHome();
  await using session = await SecretService.start("open", home.directory);
  const { setting, store, err } = typing(home, [], session.env);
  const made = await makeKey(setting, store);
  const { fingerprint } = made.signer;
  made.announce();
  expect(err.join()).toContain(`${fingerprint} in the OS keyring (shoseki)`);
  expect(await store.find(fingerprint)).toEqual({ kind: "keyring", service: "shoseki" });
  const { key } = await unlockKey(setting, store, fingerprint);
  expect(signerOf(key).fingerprint).toBe(fingerprint);
  await made.discard();
  expect(await store.find(fingerprint)).toEqual({ kind: "missing" });
  await expect(unlockKey(setting, store, fingerprint)).rejects.toMatchObject({
    problem: {
      code: "KEY_MISSING",
      facts: { fingerprint, path: store.fileOf(fingerprint), keyring: "SEARCHED" },
    },
  });
});

test("two passphrases that differ make no key", async () => {
  using home = new OperatorHome();
  const { setting, store } = typing(home, ["one", "another"]);
  await expect(makeKey(setting, store)).rejects.toMatchObject({ code: "PASSPHRASES_DIFFER" });
  expect(existsSync(join(home.directory, ".config"))).toBe(false);
});
