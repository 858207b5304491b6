import { expect, test } from "vitest";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { parseKeyBlob } from "#journal/ssh/public-key.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { needs } from "../tools.js";
import { SecurityKey } from "./security-key.js";
import { opensshKey } from "./ssh-keygen.js";

const NAMESPACE = "approval@shoseki";
const MESSAGE = Buffer.from("exactly these bytes\n");

/** A signature file's blob with some of its bytes replaced, armoured again. */
function rewritten(text: string, change: (blob: Buffer) => Buffer): string {
  const lines = text.trim().split("\n");
  const blob = change(Buffer.from(lines.slice(1, -1).join(""), "base64"));
  return [lines[0], ...(blob.toString("base64").match(/.{1,70}/g) ?? []), lines.at(-1), ""].join("\n");
}

test.for<string[]>([["ed25519"], ["ecdsa", "256"], ["ecdsa", "384"], ["ecdsa", "521"], ["rsa", "2048"]])(
  "what ssh-keygen signs with a key of %s is that key's, with either hash",
  (type, context) => {
    needs(context, "ssh-keygen");
    using place = temporaryDirectory();
    const key = opensshKey(place.path, "key", type);
    for (const hash of ["sha256", "sha512"]) {
      const text = key.sign(NAMESPACE, MESSAGE, "-O", `hashalg=${hash}`);
      expect(keyThatSigned(text, NAMESPACE, MESSAGE)?.fingerprint).toBe(key.fingerprint);
      expect(keyThatSigned(text, "file", MESSAGE)).toBeNull();
      expect(keyThatSigned(text, NAMESPACE, Buffer.from("exactly these bytes"))).toBeNull();
    }
  },
);

test("a key of RSA that is too short is not believed", (context) => {
  needs(context, "ssh-keygen");
  using place = temporaryDirectory();
  const key = opensshKey(place.path, "key", ["rsa", "1024"]);
  expect(keyThatSigned(key.sign(NAMESPACE, MESSAGE), NAMESPACE, MESSAGE)).toBeNull();
});

test("what the journal's key signs for approvals is what ssh-keygen writes", (context) => {
  needs(context, "ssh-keygen");
  const signer = signerOf(generatePrivateKey());
  const text = signer.signFile(NAMESPACE, MESSAGE);
  expect(keyThatSigned(text, NAMESPACE, MESSAGE)?.fingerprint).toBe(signer.fingerprint);
  expect(keyThatSigned(text, "entry@shoseki", MESSAGE)).toBeNull();
});

test.each(["sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"] as const)(
  "a security key (%s) has to have been touched, and its counter belongs to what is signed",
  (type) => {
    const key = new SecurityKey(type);
    const text = key.signFile(NAMESPACE, MESSAGE);
    expect(keyThatSigned(text, NAMESPACE, MESSAGE)).toMatchObject({ type });
    expect(keyThatSigned(text, NAMESPACE, MESSAGE)?.blob).toEqual(key.blob);
    expect(keyThatSigned(key.signFile(NAMESPACE, MESSAGE, { flags: 5 }), NAMESPACE, MESSAGE)).not.toBeNull();
    expect(keyThatSigned(key.signFile(NAMESPACE, MESSAGE, { flags: 4 }), NAMESPACE, MESSAGE)).toBeNull();
    const recounted = rewritten(text, (blob) => {
      blob.writeUInt32BE(8, blob.length - 4);
      return blob;
    });
    expect(keyThatSigned(recounted, NAMESPACE, MESSAGE)).toBeNull();
  },
);

test("a file that is not of exactly the published form is no signature", () => {
  const text = signerOf(generatePrivateKey()).signFile(NAMESPACE, MESSAGE);
  const isGood = (changed: string) => keyThatSigned(changed, NAMESPACE, MESSAGE) !== null;
  expect(isGood(text)).toBe(true);
  expect(isGood(text.trimEnd())).toBe(true);
  const lines = text.split("\n");
  const forms = [
    "",
    `${text}${text}`,
    ` ${text}`,
    `${text}\n`,
    text.replaceAll("\n", "\r\n"),
    text.replace("BEGIN", "begin"),
    [...lines.slice(0, 2), "", ...lines.slice(2)].join("\n"),
    text.replace(/\n-----END/, "=\n-----END"),
    text + "x".repeat(20_000),
  ];
  expect(forms.filter(isGood)).toEqual([]);
  const version = (blob: Buffer) => Buffer.concat([blob.subarray(0, 9), Buffer.of(2), blob.subarray(10)]);
  const longer = (blob: Buffer) => Buffer.concat([blob, Buffer.of(0)]);
  const shorter = (blob: Buffer) => blob.subarray(0, -1);
  expect([version, longer, shorter].filter((change) => isGood(rewritten(text, change)))).toEqual([]);
});

test("what the format reserves for later is ignored", () => {
  const text = signerOf(generatePrivateKey()).signFile(NAMESPACE, MESSAGE);
  const reserving = rewritten(text, (blob) => {
    const at = blob.indexOf(NAMESPACE) + NAMESPACE.length;
    const reserved = Buffer.from([0, 0, 0, 3, 1, 2, 3]);
    return Buffer.concat([blob.subarray(0, at), reserved, blob.subarray(at + 4)]);
  });
  expect(keyThatSigned(reserving, NAMESPACE, MESSAGE)).not.toBeNull();
});

test.each([
  ["a certificate", "ssh-ed25519-cert-v01@openssh.com"],
  ["DSA", "ssh-dss"],
  ["what every object has", "constructor"],
])("no key is of the type of %s", (_, type) => {
  const name = Buffer.from(type);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  expect(parseKeyBlob(Buffer.concat([length, name, Buffer.alloc(64)]))).toBeNull();
});
