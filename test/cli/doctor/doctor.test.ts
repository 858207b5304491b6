import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { examine } from "#cli/doctor/examine.js";
import { isAtLeast, LEAST_NODE } from "#cli/doctor/node.js";
import type { Terminal } from "#console/terminal/terminal.js";
import type { FindingCode } from "#domain/finding.js";
import { type KeyringKind, SecretService } from "../../credentials/secret-service.js";
import { smallDisk } from "../../journal/small-disk.js";
import { needs } from "../../journal/tools.js";
import { OperatorHome } from "../../stories/shoseki.js";
import { fakeIo } from "../fake-io.js";
import { type Ailment, diagnosed, workedBefore } from "./patient.js";

const config = (home: OperatorHome, ...names: string[]) => join(home.directory, ".config/shoseki", ...names);
const keyFile = (home: OperatorHome) => config(home, "keys", readdirSync(config(home, "keys"))[0] ?? "");
const lastFile = (home: OperatorHome) => {
  const entries = join(home.journal, "entries");
  return join(
    entries,
    readdirSync(entries)
      .filter((name) => name.endsWith(".jsonl"))
      .sort()
      .at(-1) ?? "",
  );
};

/** Every file and directory, with its mode, its time and what is in it. */
function everythingIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const stats = statSync(join(directory, name));
      const content = stats.isFile() ? readFileSync(join(directory, name)).toString("base64") : "";
      return `${name} ${stats.mode} ${stats.mtimeMs} ${content}`;
    });
}

test("a sound set-up is told so, by exit code 0, and is left as it was", async () => {
  using home = new OperatorHome();
  await workedBefore(home);
  const before = everythingIn(home.directory);
  const { code, told, toMend } = await diagnosed(home, { args: ["sim:"] });
  expect(toMend).toEqual([]);
  expect(code).toBe(0);
  const codes = told.map((each) => each.code);
  expect(codes).toEqual(
    expect.arrayContaining(["DIRECTORIES_FINE", "JOURNAL_FINE", "KEY_IN_FILE", "CLOCK_FINE"]),
  );
  expect(everythingIn(home.directory)).toEqual(before);
});

test("one who has never worked here has nothing to mend, and nothing is made for them", async () => {
  using home = new OperatorHome();
  const { code, told } = await diagnosed(home);
  expect(code).toBe(0);
  expect(told.map((each) => each.code)).toEqual(expect.arrayContaining(["JOURNAL_NONE", "KNOWN_HOSTS_NONE"]));
  expect(readdirSync(home.directory)).toEqual([]);
});

/** What is broken, how it is found, and what is said to be done about it. */
const BROKEN: readonly (readonly [
  what: string,
  breakIt: (home: OperatorHome) => Ailment | undefined,
  code: FindingCode,
  how: RegExp,
])[] = [
  [
    "a journal that others may read",
    (home) => void chmodSync(home.journal, 0o755),
    "OPEN_TO_OTHERS",
    /^Close it: chmod go= '.*\/journal'$/,
  ],
  [
    "a key that others may read",
    (home) => void chmodSync(keyFile(home), 0o640),
    "OPEN_TO_OTHERS",
    /chmod go= '.*\.pem'/,
  ],
  [
    "a directory of settings that others may write to",
    (home) => void chmodSync(config(home), 0o777),
    "OPEN_TO_OTHERS",
    /chmod go= '.*\/shoseki'/,
  ],
  [
    "a place for settings that is a file",
    (home) => {
      writeFileSync(join(home.directory, "file"), "");
      return { env: { XDG_CONFIG_HOME: join(home.directory, "file/below") } };
    },
    "DIRECTORY_UNMAKEABLE",
    /^Make .*\/file a directory that you may write to/,
  ],
  [
    "a file in place of the themes",
    (home) => void writeFileSync(config(home, "themes"), ""),
    "NOT_DIRECTORY",
    /^Move it away/,
  ],
  [
    "a known host without its certificate",
    (home) => void writeFileSync(config(home, "known_hosts"), "vc1.example\n", { mode: 0o600 }),
    "KNOWN_HOST_BARE",
    /^Take the line out, then: shoseki trust vc1\.example:443$/,
  ],
  ["known hosts that cannot be read", (home) => void mkdirSync(config(home, "known_hosts")), "PROBLEM", /./],
  [
    "a journal whose last line is none",
    (home) => void appendFileSync(lastFile(home), "{}\n"),
    "PROBLEM",
    /shoseki verify/,
  ],
  [
    "a journal whose key is lost",
    (home) => void renameSync(keyFile(home), join(home.directory, "elsewhere.pem")),
    "KEY_NOWHERE",
    /^Put the file that shoseki key export has made to .*\.pem/,
  ],
  [
    "a clock that was set back",
    (home) => {
      const file = lastFile(home);
      writeFileSync(file, readFileSync(file, "utf8").replaceAll(/"20\d\d(-[^"]+Z")/g, '"2099$1'));
    },
    "CLOCK_BEFORE_JOURNAL",
    /^Set it, and have it kept right/,
  ],
  [
    "a locale that is not UTF-8",
    () => ({ env: { LC_ALL: "ja_JP.eucJP" } }),
    "LOCALE_NOT_UTF8",
    /export LC_ALL=C\.UTF-8/,
  ],
  [
    "an anchor command that is not installed",
    () => ({ env: { SHOSEKI_ANCHOR_COMMAND: "no-such-program --token x" } }),
    "ANCHOR_COMMAND_MISSING",
    /^Install it, or write its whole path/,
  ],
  [
    "a variable that is misspelt",
    () => ({ env: { SHOSEKI_JORNAL: "/precious" } }),
    "VARIABLE_UNKNOWN",
    /^Was SHOSEKI_JOURNAL meant\?$/,
  ],
  [
    "a terminal that is too small",
    () => ({ io: { terminal: { stdout: { columns: 60, rows: 20 } } as Terminal } }),
    "TERMINAL_SMALL",
    /^Make the window larger/,
  ],
];

test.for(BROKEN)("%s is told, with what to do, by exit code 1", async ([, breakIt, wanted, how]) => {
  using home = new OperatorHome();
  await workedBefore(home);
  const ailment = breakIt(home) ?? {};
  const before = everythingIn(home.directory);
  const { code, toMend } = await diagnosed(home, ailment);
  expect(code).toBe(1);
  expect(toMend.map((each) => each.code)).toContain(wanted);
  expect(toMend.filter((each) => each.code === wanted).map((each) => each.how)).toContainEqual(
    expect.stringMatching(how),
  );
  expect(everythingIn(home.directory)).toEqual(before);
});

test("a disk that is all but full is told before anything fails on it", async (context) => {
  using disk = smallDisk(context, { kiB: 4_096 });
  using home = new OperatorHome();
  const { code, toMend } = await diagnosed(home, { env: { SHOSEKI_JOURNAL: join(disk.path, "journal") } });
  expect(code).toBe(1);
  expect(toMend).toMatchObject([{ code: "DISK_FULL", how: expect.stringMatching(/^Make room/) }]);
});

test("what a variable holds is not repeated, as it may be a password", async () => {
  using home = new OperatorHome();
  const secret = "hunter2-of-the-tests";
  const env = { SHOSEKI_PASWORD: secret, SHOSEKI_ANCHOR_COMMAND: `TOKEN=${secret} put` };
  const { told } = await diagnosed(home, { env });
  expect(JSON.stringify(told)).not.toContain(secret);
  expect(told.map((each) => each.code)).toEqual(
    expect.arrayContaining(["VARIABLE_UNKNOWN", "ANCHOR_COMMAND_SHELL"]),
  );
});

test("a key whose passphrase nobody can be asked for is noted, and hinders nobody who will be", async () => {
  using home = new OperatorHome();
  await workedBefore(home);
  const secrets = { password: null, passphrase: null };
  const asked = await diagnosed(home, { io: { secrets, canAsk: true } });
  expect(asked.told.map((each) => each.code)).toContain("KEY_IN_FILE");
  const { code, told } = await diagnosed(home, { io: { secrets } });
  expect(code).toBe(0);
  expect(told.find((each) => each.check === "key")).toMatchObject({
    status: "note",
    code: "KEY_WITHOUT_PASSPHRASE",
  });
});

test.for<[KeyringKind, FindingCode]>([
  ["open", "KEYRING_THERE"],
  ["none", "KEYRING_NONE"],
  ["mute", "KEYRING_MUTE"],
])("a keyring that is %s is told to be so, and nothing is put into it", async ([kind, wanted], context) => {
  needs(context, "dbus-run-session", "gnome-keyring-daemon");
  using home = new OperatorHome();
  await using session = await SecretService.start(kind, home.directory);
  const { told } = await diagnosed(home, { env: session.env });
  expect(told.find((each) => each.check === "keyring")?.code).toBe(wanted);
});

test("a check that fails or never ends is a finding too, and the others are made", async () => {
  using home = new OperatorHome();
  const { io } = fakeIo(home, async function* () {});
  const patient = { setting: { io } } as Parameters<typeof examine>[0];
  const checks: Parameters<typeof examine>[1] = [
    { name: "disk", look: () => Promise.reject(new Error("broken")) },
    { name: "keyring", look: () => new Promise(() => undefined) },
    {
      name: "host",
      opens: true,
      look: async () => [{ code: "HOST_NOT_FOUND", facts: { host: "h", cause: "c" } }],
    },
    { name: "port", look: () => Promise.reject(new Error("never asked")) },
  ];
  const found: [string, FindingCode][] = [];
  for await (const { check, finding } of examine(patient, checks, 0.01)) found.push([check, finding.code]);
  expect(found).toEqual([
    ["disk", "PROBLEM"],
    ["keyring", "TOO_SLOW"],
    ["host", "HOST_NOT_FOUND"],
  ]);
});

test("the Node that is needed is the one that package.json names", () => {
  const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
  expect(engines.node).toBe(`>=${LEAST_NODE}`);
  expect(["22.18.0", "22.19.0", "23.0.1", "20.20.0"].map((each) => isAtLeast(each, LEAST_NODE))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test("what is told is read by a person, with what is to be done under it", async () => {
  using home = new OperatorHome();
  const { code, out, err } = await home.run(["doctor"], { env: { SHOSEKI_JORNAL: "x" } });
  expect([code, err]).toEqual([1, ""]);
  expect(out).toMatch(/^ok {4}Node {12}This is Node /m);
  expect(out).toMatch(
    /^MEND {2}environment {5}SHOSEKI_JORNAL is set, and means nothing to Shoseki\.\n {22}Was SHOSEKI_JOURNAL meant\?$/m,
  );
  expect(out).toMatch(/\n\n1 thing has to be mended\.\n$/);
});
