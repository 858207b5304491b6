import { userInfo } from "node:os";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectionTo } from "#cli/connect.js";
import { endpointNamed } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import { readArguments } from "#cli/options.js";
import { profilePassword } from "#cli/profile-password.js";
import { textsOf } from "#cli/share-address.js";
import { directoriesOf } from "#config/directories.js";
import { writeProfile } from "#config/profile-files.js";
import { ShosekiError } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

let home: OperatorHome;
let setting: Setting;
beforeEach(() => {
  home = new OperatorHome();
  const { io } = fakeIo(home, async function* () {});
  const nobodyIsAsked = { canAsk: true, askSecret: () => Promise.reject(new Error("asked")) };
  setting = { io: { ...io, ...nobodyIsAsked }, catalogue: en, json: false };
});
afterEach(() => home[Symbol.dispose]());

async function connection(...line: readonly string[]) {
  const { words, options } = readArguments(line);
  return await connectionTo(setting, await endpointNamed(setting, words[0] ?? ""), { options });
}

async function refusal(asking: Promise<unknown>): Promise<ShosekiError> {
  const error: unknown = await asking.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (error instanceof ShosekiError) return error;
  throw new Error(`it was not refused: ${String(error)}`);
}

const profile = (text: string) => writeProfile(directoriesOf(setting.io.env).profiles, "lab", text);

test.each([
  ["qemu:///system", "qemu"],
  ["xen:///system", "xen"],
  ["qemu:///session", "qemu-session"],
  ["test:///default", "test"],
  ["qemu+ssh://root@kvm1.example/system", "kvm1.example"],
  ["qemu+ssh://kvm1:2222/system", "kvm1-2222"],
  ["qemu+tls://[2001:db8::1]/system", "2001-db8--1"],
])("a console calls %s %s", async (text, name) => {
  expect((await endpointNamed(setting, text)).name).toBe(name);
});

test("nobody is asked for a password, and it is known beforehand as whom the server will see us", async () => {
  const here = await connection("qemu:///system");
  expect([here.user, here.password]).toEqual([userInfo().username, null]);
  expect((await connection("qemu+ssh://root@kvm1/system")).user).toBe("root");
  expect((await connection("qemu+ssh://root@kvm1/system", "--user", "ops")).user).toBe("ops");
  expect((await connection("xen+tcp://127.0.0.1:4000/system")).user).toBe("anonymous");
  profile("endpoint: qemu+ssh://kvm1/system\nuser: night\n");
  expect((await connection("lab", "--timeout", "7")).timeoutMs).toBe(7000);
  expect((await connection("lab")).user).toBe("night");
});

test.each([
  [["--ca", "ca.pem"], /--ca has no place at qemu\+ssh:\/\/kvm1\/system: .*cacert\.pem/],
  [["--thumbprint=00"], /--thumbprint has no place at/],
  [["--insecure"], /--insecure has no place at/],
  [["--password-stdin"], /--password-stdin has no place at .*: no password is sent to libvirt/],
] as const)("what would go unheeded is refused: %s", async (options, why) => {
  const { problem } = await refusal(connection("qemu+ssh://root@kvm1/system", ...options));
  expect(explain(problem, en).what).toMatch(why);
});

test("a user that is somebody's syntax is not given to ssh, wherever it was said", async () => {
  const { problem } = await refusal(connection("qemu+ssh://kvm1/system", "--user", "ops;id"));
  expect(explain(problem, en).what).toMatch(/the user has characters that a shell would take for its own/);
});

test("only with ssh a user can be said", async () => {
  const { problem } = await refusal(connection("qemu:///system", "--user=root"));
  expect(explain(problem, en).what).toMatch(/--user has no place at .* only \+ssh takes a user/);
});

test.each([
  ["trust: insecure", "trust", "TRUST"],
  ["password: keyring", "password", "PASSWORD"],
  ["password-command: pass kvm1", "password-command", "PASSWORD"],
  ["user: root", "user", "USER"],
] as const)("a profile of libvirt with %s is not taken", async (line, at, why) => {
  profile(`endpoint: qemu:///system\nread-only: true\n${line}\n`);
  const error = await refusal(connection("lab"));
  expect(error.problem).toMatchObject({
    code: "PROFILE_INVALID",
    facts: { line: 3, column: 1, problem: { kind: "NOT_OF_LIBVIRT", at, why } },
  });
  expect(explain(error.problem, en).what).toContain(`${at} has no place here: `);
  expect(explain(error.problem, ja).what).toContain(`${at} はここでは指定できません: `);
});

test("a password that nobody would ask for is not kept either", async () => {
  profile("endpoint: qemu:///system\n");
  const error = await refusal(profilePassword(setting, { options: {}, words: [] }, "lab"));
  expect(explain(error.problem, en).what).toMatch(
    /profile password has no place at qemu:\/\/\/system: no password/,
  );
});

test("what is typed after a console's endpoint finds its session, with the login where that is typed", async () => {
  const { endpoint: here } = await endpointNamed(setting, "qemu+unix:///system");
  expect(textsOf(here, "qemu+unix:///system", "ops")).toEqual(["qemu+unix:///system", "qemu:///system"]);
  const { endpoint: there } = await endpointNamed(setting, "qemu+ssh://root@kvm1/system?keyfile=/k");
  expect(textsOf(there, "qemu+ssh://root@kvm1/system?keyfile=/k", "root")).toEqual([
    "qemu+ssh://root@kvm1/system?keyfile=/k",
    "qemu+ssh://root@kvm1/system",
  ]);
});
