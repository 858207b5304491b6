import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonLines, OperatorHome } from "./shoseki.js";

const fileOf = (home: OperatorHome, name: string) =>
  join(home.directory, `.config/shoseki/profiles/${name}.yaml`);

function profile(home: OperatorHome, name: string, text: string): void {
  const file = fileOf(home, name);
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  writeFileSync(file, text, { mode: 0o600 });
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("a profile from its making to its end", async () => {
  using home = new OperatorHome();
  const none = await home.run(["profile", "list"]);
  expect(none).toMatchObject({ code: 0, err: "" });
  expect(none.out).toContain("There is no profile in ");

  const added = await home.run([
    ...["profile", "add", "lab", "--endpoint", "sim:?vms=20", "--user", "night", "--lock-after", "15m"],
    ...["--protect", "*-prod", "--protect", "/Tokyo/vm/core/*", "--confirm", "changes", "--ask-ticket"],
  ]);
  expect(added).toMatchObject({ code: 0, err: "" });
  expect(added.out).toContain(`The profile lab is in ${fileOf(home, "lab")}.`);
  expect(added.out).toContain("shoseki profile test lab");
  expect([modeOf(fileOf(home, "lab")), modeOf(join(fileOf(home, "lab"), ".."))]).toEqual(["600", "700"]);
  const text = readFileSync(fileOf(home, "lab"), "utf8");

  const again = await home.run(["profile", "add", "lab", "--endpoint", "sim:"]);
  expect(again.code).toBe(2);
  expect(again.err).toMatch(/^PROFILE_EXISTS: /);
  expect(readFileSync(fileOf(home, "lab"), "utf8")).toBe(text);

  const listed = await home.run(["profile", "list"]);
  expect(listed.out.split("\n")[1]).toMatch(
    /^lab +sim:\?vms=20 +night +asks for a change number, confirm changes, protected \*-prod \/Tokyo/,
  );
  const [object] = jsonLines<Record<string, unknown>>((await home.run(["profile", "list", "--json"])).out);
  expect(object).toMatchObject({ name: "lab", user: "night", lockAfterMs: 900_000, readOnly: false });

  const shown = await home.run(["profile", "show", "lab"]);
  for (const line of text.trimEnd().split("\n")) expect(shown.out).toContain(`  ${line}\n`);
  expect(shown.out).toMatch(/^lock-after +15m +the profile$/m);
  expect(shown.out).toMatch(/^relogin +ask +default$/m);
  expect(shown.out).toMatch(
    new RegExp(`^journal +${home.journal} +the environment \\(SHOSEKI_JOURNAL\\)$`, "m"),
  );

  const tested = await home.run(["profile", "test", "lab"]);
  expect(tested.code, tested.err).toBe(0);
  expect(tested.out).toMatch(/^Logged in as +night$/m);
  expect(tested.out).toMatch(/^Round trip +\d+ ms$/m);
  expect(tested.out).toMatch(/^Seen +20 virtual machines, /m);
  expect(tested.out).toContain("The profile lab works.");
  expect(home.entries().map(({ OPR, phase }) => `${OPR} ${phase}`)).toEqual([
    "Key key",
    "Login intent",
    "Login outcome",
    "Logout intent",
    "Logout outcome",
  ]);

  const kept = await home.run(["profile", "remove", "lab"]);
  expect(kept.code).toBe(2);
  expect(kept.err).toContain("--yes");
  expect(existsSync(fileOf(home, "lab"))).toBe(true);
  const removed = await home.run(["profile", "remove", "lab", "--yes"]);
  expect(removed.code).toBe(0);
  expect(removed.out).toContain("The profile lab is removed");
  expect(existsSync(fileOf(home, "lab"))).toBe(false);
});

test("a profile stands wherever an endpoint does", async () => {
  using home = new OperatorHome();
  profile(home, "lab", 'endpoint: "sim:?vms=20"\nuser: night\n');
  const script = join(home.directory, "evening");
  writeFileSync(script, "note from a script\n");
  const runs = [
    home.run(["exec", "lab", "note from exec"]),
    home.run(["run", "lab", script]),
    home.run(["lab"], { input: "note from a pipe\n" }),
    home.run([], { input: "note from the environment\n", env: { SHOSEKI_ENDPOINT: "lab" } }),
  ];
  for (const { code, err } of await Promise.all(runs)) expect(code, err).toBe(0);
  const notes = home.entries().filter(({ phase }) => phase === "note");
  expect(notes.map(({ why }) => why).sort()).toEqual([
    "from a pipe",
    "from a script",
    "from exec",
    "from the environment",
  ]);
  expect(new Set(notes.map(({ USR }) => USR.name))).toEqual(new Set(["night"]));
  const verified = await home.run(["verify", "--endpoint", "lab"]);
  expect(verified.code, verified.err).toBe(0);
  expect(verified.out).toContain("sim: remembers no anchor of this journal");
});

test("an option goes before the environment, and that before the profile", async () => {
  using home = new OperatorHome();
  const [own, other] = [join(home.directory, "own"), join(home.directory, "other")];
  profile(home, "lab", `endpoint: "sim:?vms=20"\nuser: night\njournal: ${own}\n`);
  const exec = (text: string, options: readonly string[], env: Record<string, string>) =>
    home.run(["exec", "lab", `note ${text}`, ...options], { env });
  const runs = [
    exec("profile's", [], { SHOSEKI_JOURNAL: "" }),
    exec("environment's", [], {}),
    exec("option's", ["--journal", other, "--user", "day"], {}),
  ];
  for (const { code, err } of await Promise.all(runs)) expect(code, err).toBe(0);
  const said = (journal: string) =>
    home.entries(journal).flatMap(({ phase, why, USR }) => (phase === "note" ? [`${why} ${USR.name}`] : []));
  expect(said(own)).toEqual(["profile's night"]);
  expect(said(home.journal)).toEqual(["environment's night"]);
  expect(said(other)).toEqual(["option's day"]);
});

describe("what a profile restrains", () => {
  test("is refused, whoever asks, and recorded", async () => {
    using home = new OperatorHome();
    profile(home, "lab", 'endpoint: "sim:?vms=20"\nread-only: true\n');
    const ran = await home.run(["exec", "lab", "start web-01"]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("This session is read-only: its profile says so.");
    expect(
      home.entries().find(({ OPR, phase }) => OPR === "StartVM" && phase === "outcome")?.RST,
    ).toMatchObject({
      status: "REFUSED",
      code: "READ_ONLY",
    });
  });

  test("may be asked for on one command line, too", async () => {
    using home = new OperatorHome();
    const ran = await home.run(["exec", "sim:?vms=20", "start web-01", "--read-only"]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("--read-only");
  });

  test("keeps what it protects", async () => {
    using home = new OperatorHome();
    profile(home, "lab", 'endpoint: "sim:?vms=20"\nprotected: ["web-*"]\n');
    const ran = await home.run(["exec", "lab", "delete web-01", "--yes"]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("web-01 is protected by the profile (web-*).");
  });
});

describe("a profile that is wrong", () => {
  test("is refused with line and column before anything is done", async () => {
    using home = new OperatorHome();
    profile(home, "lab", 'endpoint: "sim:"\n\nread_only: true\n');
    const lines = [["exec", "lab", "vms"], ["lab"], ["profile", "show", "lab"], ["profile", "test", "lab"]];
    for (const { code, err } of await Promise.all(lines.map((args) => home.run(args)))) {
      expect(code).toBe(2);
      expect(err).toContain(
        `PROFILE_INVALID: ${fileOf(home, "lab")}:3:1: a profile has no key read_only (perhaps read-only).`,
      );
    }
    expect(existsSync(home.journal)).toBe(false);
  });

  test("stands among the others in the list, and can be removed", async () => {
    using home = new OperatorHome();
    profile(home, "lab", "endpoint: nowhere\n");
    profile(home, "vc1", "endpoint: vsphere://vc1.example\n");
    const listed = await home.run(["profile", "list"]);
    expect(listed.code).toBe(1);
    expect(listed.out).toMatch(/^lab +PROFILE_INVALID +.*:1:11: endpoint is nowhere/m);
    expect(listed.out).toMatch(/^vc1 +vsphere:\/\/vc1.example$/m);
    expect((await home.run(["profile", "remove", "lab", "--yes"])).code).toBe(0);
    expect((await home.run(["profile", "list"])).code).toBe(0);
  });

  test("is not made by add, which writes nothing then", async () => {
    using home = new OperatorHome();
    const add = (name: string, ...more: string[]) => home.run(["profile", "add", name, ...more]);
    const refused = await Promise.all([
      add("lab"),
      add("Lab", "--endpoint", "sim:"),
      add("verify", "--endpoint", "sim:"),
      add("lab", "--endpoint", "sim:", "--lock-after", "3d"),
      add("lab", "--endpoint", "vsphere://ops:secret99@vc1.example"),
      add("lab", "--endpoint", "vsphere://vc1", "--thumbprint", "3F"),
      add("lab", "--endpoint", "vsphere://vc1", "--insecure", "--ca", "/a.pem"),
    ]);
    const whys = [
      "--endpoint",
      '"Lab"',
      "verify",
      "--lock-after",
      "--endpoint",
      "--thumbprint",
      "--insecure",
    ];
    for (const [index, { code, err }] of refused.entries()) {
      expect(code).toBe(2);
      expect(err).toMatch(/^USAGE: /);
      expect(err).toContain(whys[index]);
      expect(err).not.toContain("secret99");
    }
    expect(existsSync(join(fileOf(home, "lab"), ".."))).toBe(false);
  });
});

test("a word that is nothing is told with the subcommands, the profiles, and the nearest of them", async () => {
  using home = new OperatorHome();
  profile(home, "vc-tokyo", 'endpoint: "sim:"\n');
  const ran = await home.run(["vc-tokio"]);
  expect(ran.code).toBe(2);
  expect(ran.err).toMatch(
    /no subcommand or profile "vc-tokio", only exec, .*profile.*, and the profiles vc-tokyo/,
  );
  expect(ran.err).toContain("(perhaps vc-tokyo)");
  expect((await home.run(["verfy"])).err).toContain("(perhaps verify)");
  const exec = await home.run(["exec", "vc-tokio", "vms", "--lang", "ja"]);
  expect(exec.code).toBe(2);
  expect(exec.err).toContain("PROFILE_UNKNOWN: プロファイル「vc-tokio」はありません");
  expect(exec.err).toContain("「vc-tokyo」ではありませんか");
});

test("a profile's language is spoken, and --lang goes before it", async () => {
  using home = new OperatorHome();
  profile(home, "lab", 'endpoint: "sim:?vms=20"\nlanguage: ja\n');
  const ownJournal = { SHOSEKI_JOURNAL: "" };
  const [exec, english, pipe, wrong] = await Promise.all([
    home.run(["exec", "lab", "vms"], { env: ownJournal }),
    home.run(["exec", "lab", "vms", "--lang", "en"], { env: ownJournal }),
    home.run(["lab"], { input: "vms\n", env: ownJournal }),
    home.run(["exec", "lab", "vmss"], { env: ownJournal }),
  ]);
  expect(exec.out).toContain("仮想マシン 20 台");
  expect(english.out).toContain("20 virtual machines");
  expect(pipe.out).toContain("仮想マシン 20 台");
  expect(wrong.err).toContain("というコマンドはありません");
});

test("the schema is printed as it is published", async () => {
  using home = new OperatorHome();
  const published = readFileSync(new URL("../../docs/profile.schema.json", import.meta.url), "utf8");
  const printed = (await home.run(["profile", "schema"])).out;
  expect(JSON.parse(printed)).toEqual(JSON.parse(published));
});
