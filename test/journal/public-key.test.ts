import { expect, test } from "vitest";
import { verifierOf } from "#journal/signer.js";
import { armouredSignature, parsePublicKeyLine, publicKeyLine, sshsigPreimage } from "#journal/sshsig.js";
import { newSigner } from "./open-journal.js";

test("a public key line comes back as the key it was written from", () => {
  const { publicKey } = newSigner();
  expect(parsePublicKeyLine(publicKeyLine(publicKey))).toEqual(Buffer.from(publicKey));
});

test.each<[string, (line: string) => string]>([
  ["nothing", () => ""],
  ["another type", (line) => line.replace("ssh-ed25519", "ssh-rsa")],
  ["a comment after it", (line) => `${line} tester1@ops-1`],
  ["a newline after it", (line) => `${line}\n`],
  [
    "one byte more",
    (line) => `ssh-ed25519 ${Buffer.concat([bytesOf(line), Buffer.of(0)]).toString("base64")}`,
  ],
  ["one byte less", (line) => `ssh-ed25519 ${bytesOf(line).subarray(0, -1).toString("base64")}`],
  [
    "another type inside",
    (line) => `ssh-ed25519 ${bytesOf(line).toString("latin1").replace("ssh-ed25519", "ssh-ed25518")}`,
  ],
  ["a space too many", (line) => line.replace(" ", "  ")],
])("a line with %s is none", (_, change) => {
  expect(parsePublicKeyLine(change(publicKeyLine(newSigner().publicKey)))).toBeNull();
});

function bytesOf(line: string): Buffer {
  return Buffer.from(line.split(" ")[1]!, "base64");
}

test("a signature is the signer's, for that message only", () => {
  const signer = newSigner();
  const verify = verifierOf(signer.publicKey);
  const message = Buffer.from("an entry");
  const signature = signer.sign(message);
  expect(signature).toHaveLength(64);
  expect(verify(message, signature)).toBe(true);
  expect(verify(Buffer.from("an entrY"), signature)).toBe(false);
  expect(
    verify(
      message,
      signature.map((byte, at) => (at === 63 ? byte ^ 1 : byte)),
    ),
  ).toBe(false);
  expect(verify(message, signature.subarray(1))).toBe(false);
  expect(verifierOf(newSigner().publicKey)(message, signature)).toBe(false);
});

test("what is signed names the purpose: a signature cannot be passed off as one of another kind", () => {
  const preimage = sshsigPreimage(Buffer.from("an entry"));
  expect(preimage.subarray(0, 6).toString()).toBe("SSHSIG");
  expect(preimage.toString("latin1")).toContain(
    "\u0000\u0000\u0000\u000dentry@shoseki\u0000\u0000\u0000\u0000",
  );
  // Not the message, but its SHA-512: PROTOCOL.sshsig.
  expect(preimage.length).toBe(6 + 4 + 13 + 4 + 4 + 6 + 4 + 64);
});

test("the armour has lines of at most 70 characters", () => {
  const signer = newSigner();
  const lines = armouredSignature(signer.publicKey, signer.sign(Buffer.of())).split("\n");
  expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual([
    "-----BEGIN SSH SIGNATURE-----",
    "-----END SSH SIGNATURE-----",
    "",
  ]);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(70);
});
