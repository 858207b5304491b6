import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keyFileOf, readKeyFile, writeKeyFile } from "#credentials/key-file.js";
import { type ErrorCode, ShosekiError } from "#domain/errors.js";

const PASSPHRASE = "correct horse; 日本語 \"' battery";
const FINGERPRINT = "SHA256:PlB9TQOsoxWPFm3AWJN1WJwRzMXyXGKVYhEVSQ3xXyA";

let place: string;
let directory: string;
let path: string;
let key: KeyObject;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "shoseki-keys-"));
  directory = join(place, "config", "keys");
  path = keyFileOf(directory, FINGERPRINT);
  key = generateKeyPairSync("ed25519").privateKey;
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function problemOf(work: () => unknown): { code: ErrorCode; facts: Record<string, unknown> } | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof ShosekiError)
      return error.problem as { code: ErrorCode; facts: Record<string, unknown> };
    throw error;
  }
}

const publicOf = (one: KeyObject) => createPublicKey(one).export({ type: "spki", format: "pem" });

describe("a key is kept", () => {
  test("and read again with its passphrase", () => {
    writeKeyFile(path, directory, key, PASSPHRASE);
    expect(publicOf(readKeyFile(path, FINGERPRINT, PASSPHRASE))).toEqual(publicOf(key));
  });

  test("where nobody else can read it", () => {
    writeKeyFile(path, directory, key, PASSPHRASE);
    const mode = (name: string) => (statSync(name).mode & 0o777).toString(8);
    expect([mode(join(place, "config")), mode(directory), mode(path)]).toEqual(["700", "700", "600"]);
  });

  test("encrypted: neither it nor the passphrase is in the file", () => {
    writeKeyFile(path, directory, key, PASSPHRASE);
    const text = readFileSync(path, "latin1");
    expect(text).toMatch(
      /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+\n-----END ENCRYPTED PRIVATE KEY-----\n$/,
    );
    const bytes = Buffer.from(text.replace(/-----[A-Z ]+-----/g, ""), "base64");
    const secret = Buffer.from(key.export({ format: "jwk" }).d!, "base64url");
    expect(bytes.includes(secret)).toBe(false);
    expect(bytes.includes(PASSPHRASE)).toBe(false);
  });

  test("under a name that follows from its fingerprint", () => {
    const other = FINGERPRINT.replace("PlB9", "Pl/9");
    expect(path).toMatch(/\/keys\/[0-9a-f]{32}\.pem$/);
    expect(keyFileOf(directory, FINGERPRINT)).toBe(path);
    expect(keyFileOf(directory, other)).not.toBe(path);
    expect(keyFileOf(directory, "SHA256:../../../etc/passwd")).toMatch(/\/keys\/[0-9a-f]*\.pem$/);
  });

  test("and never replaced", () => {
    writeKeyFile(path, directory, key, PASSPHRASE);
    const written = readFileSync(path);
    const another = generateKeyPairSync("ed25519").privateKey;
    const problem = problemOf(() => writeKeyFile(path, directory, another, PASSPHRASE));
    expect(problem).toMatchObject({
      code: "KEY_UNREADABLE",
      facts: { path, cause: expect.stringContaining("EEXIST") },
    });
    expect(readFileSync(path)).toEqual(written);
    expect(readdirSync(directory)).toHaveLength(1);
  });

  test("under a passphrase as long as OpenSSL can read, and not under a longer one", () => {
    const longest = `${"証".repeat(341)}x`;
    expect(Buffer.byteLength(longest)).toBe(1024);
    writeKeyFile(path, directory, key, longest);
    expect(publicOf(readKeyFile(path, FINGERPRINT, longest))).toEqual(publicOf(key));
    const other = join(directory, "other.pem");
    expect(problemOf(() => writeKeyFile(other, directory, key, `${longest}x`))?.code).toBe("KEY_UNREADABLE");
    expect(readdirSync(directory)).toHaveLength(1);
  });

  test("or not, where a file stands in the way", () => {
    writeFileSync(join(place, "config"), "");
    expect(problemOf(() => writeKeyFile(path, directory, key, PASSPHRASE))?.code).toBe("KEY_UNREADABLE");
  });
});

describe("what else can be met", () => {
  test("no file: which key, and where it should be", () => {
    expect(problemOf(() => readKeyFile(path, FINGERPRINT, PASSPHRASE))).toEqual({
      code: "KEY_MISSING",
      facts: { fingerprint: FINGERPRINT, path, keyring: "NOT_ASKED" },
    });
  });

  test("a wrong passphrase", () => {
    writeKeyFile(path, directory, key, PASSPHRASE);
    for (const wrong of ["wrong", PASSPHRASE.toUpperCase(), `${PASSPHRASE} `, "x".repeat(5_000)]) {
      expect(problemOf(() => readKeyFile(path, FINGERPRINT, wrong))).toEqual({
        code: "PASSPHRASE_WRONG",
        facts: { path },
      });
    }
  });

  test("one wrong passphrase in a few hundred leaves a padding that looks right: it is wrong all the same", () => {
    mkdirSync(directory, { recursive: true });
    // Node's own work factor is small: a thousand passphrases are tried in the time of ten.
    writeFileSync(
      path,
      key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: PASSPHRASE }),
    );
    expect(publicOf(readKeyFile(path, FINGERPRINT, PASSPHRASE))).toEqual(publicOf(key));
    const codes = new Set<unknown>();
    for (let index = 0; index < 1_500; index += 1) {
      codes.add(problemOf(() => readKeyFile(path, FINGERPRINT, `wrong ${index}`))?.code);
    }
    expect([...codes]).toEqual(["PASSPHRASE_WRONG"]);
  });

  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const pem = (one: KeyObject, passphrase?: string) =>
    one
      .export({
        type: "pkcs8",
        format: "pem",
        ...(passphrase === undefined ? {} : { cipher: "aes-256-cbc", passphrase }),
      })
      .toString();
  const ed = generateKeyPairSync("ed25519").privateKey;
  const whole = pem(ed, PASSPHRASE);
  const notWhole = /whole encrypted private key/;

  test.each<[string, string | Buffer, RegExp]>([
    ["an empty file", "", notWhole],
    ["text", "my passphrase is in the drawer\n", notWhole],
    ["binary", Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7_919) % 256)), notWhole],
    ["a public key", publicOf(ed), notWhole],
    ["a key that is not encrypted", pem(ed), notWhole],
    [
      "a key of OpenSSH's own form",
      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n",
      notWhole,
    ],
    ["a key cut at its end", whole.slice(0, -60), notWhole],
    ["a key without one of its lines", whole.split("\n").toSpliced(2, 1).join("\n"), notWhole],
    [
      "armour around nothing",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\n-----END ENCRYPTED PRIVATE KEY-----\n",
      notWhole,
    ],
    [
      "armour around text",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\naGVsbG8=\n-----END ENCRYPTED PRIVATE KEY-----\n",
      notWhole,
    ],
    ["an RSA key", pem(rsa, PASSPHRASE), /not an Ed25519 key/],
    ["an unknown kind of encryption", damaged(whole, 8), /^(?!error:).*unknown|unsupported/i],
  ])("%s is no key of ours, and says why", (_, content, cause) => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(path, content);
    expect(problemOf(() => readKeyFile(path, FINGERPRINT, PASSPHRASE))).toEqual({
      code: "KEY_UNREADABLE",
      facts: { path, cause: expect.stringMatching(cause) },
    });
    expect(readFileSync(path)).toEqual(Buffer.from(content));
  });

  test("a directory where the key should be", () => {
    mkdirSync(path, { recursive: true });
    expect(problemOf(() => readKeyFile(path, FINGERPRINT, PASSPHRASE))).toMatchObject({
      code: "KEY_UNREADABLE",
      facts: { path, cause: expect.stringContaining("EISDIR") },
    });
  });

  test("lines that end as on Windows are read all the same", () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(path, whole.replaceAll("\n", "\r\n"));
    expect(publicOf(readKeyFile(path, FINGERPRINT, PASSPHRASE))).toEqual(publicOf(ed));
  });
});

/** The same PEM with one byte of what it holds changed. */
function damaged(pem: string, at: number): string {
  const bytes = Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ""), "base64");
  bytes[at] = bytes[at]! ^ 1;
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${bytes.toString("base64")}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
}
