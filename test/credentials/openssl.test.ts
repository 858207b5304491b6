import { spawnSync } from "node:child_process";
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, type TestContext, test } from "vitest";
import { readKeyFile, writeKeyFile } from "#credentials/key-file.js";

let directory: string;
let path: string;
let key: KeyObject;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "shoseki-keys-"));
  path = join(directory, "key.pem");
  key = generateKeyPairSync("ed25519").privateKey;
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const publicOf = (one: KeyObject) => createPublicKey(one).export({ type: "spki", format: "pem" });

function openssl(
  context: TestContext,
  args: readonly string[],
  input = "",
): { status: number | null; stdout: string } {
  const ran = spawnSync("openssl", args, { input, encoding: "utf8" });
  if (ran.error !== undefined) {
    if (process.env.CI === "true") throw ran.error;
    context.skip("openssl is not installed");
  }
  return ran;
}

test.for(["short", "correct horse; 日本語 \"' battery"])(
  "openssl reads the key with its passphrase %j",
  (passphrase, context) => {
    writeKeyFile(path, directory, key, passphrase);
    const read = openssl(context, ["pkey", "-in", path, "-passin", `pass:${passphrase}`, "-pubout"]);
    expect(read).toMatchObject({ status: 0, stdout: publicOf(key) });
    expect(openssl(context, ["pkey", "-in", path, "-passin", "pass:wrong", "-pubout"]).status).not.toBe(0);
  },
);

test("it names what it is encrypted by: PBKDF2 with HMAC-SHA-256, 310,000 times, then AES-256-CBC", (context) => {
  writeKeyFile(path, directory, key, "a passphrase");
  const { stdout } = openssl(context, ["asn1parse", "-in", path]);
  const names = [...stdout.matchAll(/OBJECT\s+:(.+)/g)].map((match) => match[1]);
  expect(names).toEqual(["PBES2", "PBKDF2", "hmacWithSHA256", "aes-256-cbc"]);
  const rounds = [...stdout.matchAll(/INTEGER\s+:([0-9A-F]+)/g)].map((match) =>
    Number.parseInt(match[1]!, 16),
  );
  expect(rounds).toEqual([310_000]);
});

test("salt, IV and secret are others each time the same key is written", (context) => {
  const dumps = ["one.pem", "two.pem"].flatMap((name) => {
    const file = join(directory, name);
    writeKeyFile(file, directory, key, "a passphrase");
    const { stdout } = openssl(context, ["asn1parse", "-in", file]);
    return [...stdout.matchAll(/OCTET STRING\s+\[HEX DUMP\]:([0-9A-F]+)/g)].map((match) => match[1]);
  });
  expect(dumps).toHaveLength(6);
  expect(new Set(dumps).size).toBe(6);
});

test("a key that openssl has encrypted is read", (context) => {
  const plain = key.export({ type: "pkcs8", format: "pem" }).toString();
  const { stdout } = openssl(
    context,
    ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", "pass:a passphrase"],
    plain,
  );
  writeFileSync(path, stdout);
  expect(publicOf(readKeyFile(path, "SHA256:any", "a passphrase"))).toEqual(publicOf(key));
});
