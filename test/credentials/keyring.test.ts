import { expect, test } from "vitest";
import { Keyring } from "#credentials/keyring.js";
import { temporaryDirectory } from "../journal/temporary-directory.js";
import { needs } from "../journal/tools.js";
import { SecretService } from "./secret-service.js";

const ACCOUNT = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";
const SECRET = "-----BEGIN PRIVATE KEY-----\nnot one, 日本語\n-----END PRIVATE KEY-----\n";

const PROGRAMS = ["dbus-run-session", "gnome-keyring-daemon"] as const;

test("what is put in comes out, is there, and is gone once it is deleted", async (context) => {
  needs(context, ...PROGRAMS);
  using home = temporaryDirectory();
  await using session = await SecretService.start("open", home.path);
  const keyring = new Keyring(session.env);
  expect(await keyring.get(ACCOUNT)).toEqual({ kind: "missing" });
  expect(await keyring.put(ACCOUNT, SECRET)).toEqual({ kind: "found", secret: null });
  expect(await keyring.get(ACCOUNT)).toEqual({ kind: "found", secret: SECRET });
  expect(await keyring.has(ACCOUNT)).toEqual({ kind: "found", secret: null });
  expect(await keyring.get("SHA256:another")).toEqual({ kind: "missing" });
  expect(await keyring.delete(ACCOUNT)).toEqual({ kind: "found", secret: null });
  expect(await keyring.delete(ACCOUNT)).toEqual({ kind: "missing" });
  expect(await keyring.has(ACCOUNT)).toEqual({ kind: "missing" });
});

test("a locked one is not one that has nothing", async (context) => {
  needs(context, ...PROGRAMS);
  using home = temporaryDirectory();
  {
    await using session = await SecretService.start("open", home.path);
    await new Keyring(session.env).put(ACCOUNT, SECRET);
  }
  await using session = await SecretService.start("locked", home.path);
  const keyring = new Keyring(session.env);
  const locked = { kind: "failed", cause: expect.stringMatching(/locked|dismissed|prompt/i) };
  expect(await keyring.get(ACCOUNT)).toEqual(locked);
  expect(await keyring.has(ACCOUNT)).toEqual(locked);
  expect(await keyring.put("SHA256:another", SECRET)).toEqual(locked);
  expect(await keyring.delete(ACCOUNT)).toEqual(locked);
});

test("without a session, or without a Secret Service in it, there is none", async (context) => {
  expect(await new Keyring({}).get(ACCOUNT)).toEqual({ kind: "absent" });
  expect(await new Keyring({ XDG_RUNTIME_DIR: "/nowhere" }).get(ACCOUNT)).toEqual({ kind: "absent" });
  expect(await new Keyring({ DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" }).get(ACCOUNT)).toEqual({
    kind: "absent",
  });
  needs(context, ...PROGRAMS);
  using home = temporaryDirectory();
  await using session = await SecretService.start("none", home.path);
  expect(await new Keyring(session.env).get(ACCOUNT)).toEqual({ kind: "absent" });
  expect(await new Keyring(session.env).put(ACCOUNT, SECRET)).toEqual({ kind: "absent" });
});

test("one that does not answer is given up", async (context) => {
  needs(context, ...PROGRAMS);
  using home = temporaryDirectory();
  await using session = await SecretService.start("mute", home.path);
  expect(await new Keyring(session.env).get(ACCOUNT)).toEqual({ kind: "timeout", seconds: 3 });
});
