import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SecretService } from "../credentials/secret-service.js";
import { answered } from "../journal/auditor.js";
import { needs } from "../journal/tools.js";
import { jsonLines, OperatorHome, type Ran } from "./shoseki.js";

const PROGRAMS = ["dbus-run-session", "gnome-keyring-daemon"] as const;

/** An operator at a desktop: nothing says a passphrase. */
function at(home: OperatorHome, { env }: SecretService, ...args: readonly string[]): Promise<Ran> {
  return home.run(args, { env: { ...env, SHOSEKI_PASSPHRASE: "" } });
}

const keyFiles = (home: OperatorHome) => readdirSync(join(home.directory, ".config/shoseki/keys"));

/** Every file below a directory, and what is in it. */
function contents(directory: string): [string, Buffer][] {
  return readdirSync(directory, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name))]);
}

/** The forms in which a private key could lie in a file in the clear. */
function clearForms(seed: Buffer): (string | Buffer)[] {
  return [0, 1, 2]
    .map((shift) =>
      Buffer.concat([Buffer.alloc(shift), seed])
        .toString("base64")
        .slice(4, -4),
    )
    .flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")])
    .concat(seed.toString("hex"), seed.toString("hex").toUpperCase())
    .map((text): string | Buffer => text)
    .concat(seed);
}

test("with a keyring the key is in it, never in the clear; it is used, changed and exported without a passphrase", async (context) => {
  needs(context, ...PROGRAMS, "openssl");
  using home = new OperatorHome();
  await using session = await SecretService.start("open", home.directory);
  const founded = await at(home, session, "exec", "sim:", "note one");
  expect(founded.code, founded.err).toBe(0);
  expect(founded.err).toContain("in the OS keyring (shoseki)");
  expect((await at(home, session, "exec", "sim:", "note two")).code).toBe(0);
  const shown = jsonLines<{ private: object; fingerprint: string }>(
    (await at(home, session, "key", "show", "--json")).out,
  );
  expect(shown[0]?.private).toEqual({ kind: "keyring", service: "shoseki" });

  const exported = await home.run(["key", "export", "copy.pem"], { env: session.env });
  expect(exported.code, exported.err).toBe(0);
  const opened = [
    "pkey",
    "-in",
    join(home.directory, "copy.pem"),
    "-passin",
    "pass:a passphrase of the tests",
  ];
  const seed = answered("openssl", [...opened, "-outform", "DER"]).out.subarray(-32);
  expect(seed).toHaveLength(32);
  const leaks = contents(home.directory).filter(([, bytes]) =>
    clearForms(seed).some((form) => bytes.includes(form)),
  );
  expect(leaks.map(([path]) => path)).toEqual([]);

  const rotated = await at(home, session, "key", "rotate");
  expect(rotated.code, rotated.err).toBe(0);
  expect(rotated.out).toContain(`The private key ${shown[0]?.fingerprint} is destroyed.`);
  const after = await at(home, session, "exec", "sim:", "note three");
  expect(after.code, after.err).toBe(0);
  expect(keyFiles(home)).toEqual([]);
  expect((await home.run(["verify"])).code).toBe(0);
});

test("where the keyring is locked, out of reach or mute, that is said, and nothing is signed", async (context) => {
  needs(context, ...PROGRAMS);
  using home = new OperatorHome();
  {
    await using session = await SecretService.start("open", home.directory);
    expect((await at(home, session, "exec", "sim:", "note one")).code).toBe(0);
  }
  const lines = home.lines();
  for (const [kind, code] of [
    ["locked", "KEYRING_FAILED"],
    ["none", "KEY_MISSING"],
    ["mute", "KEYRING_TIMEOUT"],
  ] as const) {
    await using session = await SecretService.start(kind, home.directory);
    const ran = await at(home, session, "exec", "sim:", "note two");
    expect(ran.code, ran.err).toBe(4);
    expect(ran.err).toMatch(new RegExp(`^${code}: .*keyring`, "mi"));
  }
  expect(home.lines()).toEqual(lines);
});
