import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PasswordKeyring } from "#credentials/password-keyring.js";
import { SecretService } from "../credentials/secret-service.js";
import { needs } from "../journal/tools.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal, TerminalOptions } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { onVcsim } from "./on-vcsim.js";
import { processesBelow } from "./processes-below.js";
import { open, quoted, seed, Witness } from "./seeds.js";
import { meanwhile, OperatorHome, type Ran, type Running, type RunOptions } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

const KEYRING = ["dbus-run-session", "gnome-keyring-daemon"] as const;

/** The server's own; every other is wrong. */
const PASSWORD = seed("Server");
const PASSPHRASE = seed("Phrase");

/** Reports of Node's own on whatever ends the program, or is sent to it. */
const REPORTS =
  "--report-uncaught-exception --report-on-fatalerror --report-on-signal --report-signal=SIGABRT --report-compact";

let home: OperatorHome;
/** What is the operator's, and not below the program's home: there the secrets may be, and the tests look. */
let aside: string;
let witness: Witness;

beforeEach(() => {
  home = new OperatorHome();
  aside = mkdtempSync(join(tmpdir(), "shoseki-aside-"));
  witness = new Witness("Server", "Phrase", "Wrong", "Given");
});

afterEach(() => {
  home[Symbol.dispose]();
  rmSync(aside, { recursive: true, force: true });
});

const OWN = { SHOSEKI_PASSPHRASE: PASSPHRASE };
/** As on an operator's machine: what Node has compiled is kept in the home too. */
const CACHE = { NODE_COMPILE_CACHE: "" };

function begin(args: readonly string[], { env = {}, ...options }: RunOptions = {}): Running {
  return home.start(args, { env: { ...OWN, ASIDE: aside, ...env }, ...options });
}

async function heard({ ended }: Running, what: string): Promise<Ran> {
  const ran = await ended;
  witness.hear(`${what}, standard output`, ran.out);
  witness.hear(`${what}, standard error`, ran.err);
  return ran;
}

/** Runs Shoseki to its end; all that it says is heard. */
const run = (args: readonly string[], options?: RunOptions) =>
  heard(begin(args, options), args.join(" ").slice(0, 60));

/** Opens the console in a terminal, of which every byte is heard. */
function openHeard(args: readonly string[], options: Omit<TerminalOptions, "home"> = {}): Terminal {
  const bytes: Buffer[] = [];
  witness.hear("the terminal", "");
  const terminal = openConsole(home, args, {
    columns: 120,
    rows: 36,
    ...options,
    env: { ...OWN, ASIDE: aside, ...options.env },
    heard: (chunk) => bytes.push(chunk),
  });
  void terminal.exited.then(() => witness.hear("the terminal, every byte", Buffer.concat(bytes)));
  return terminal;
}

/** The screen as it stands, however its lines are broken. */
function seeScreen(terminal: Terminal, what: string): void {
  witness.hear(`the screen ${what}`, terminal.text());
  witness.hear(`the screen ${what}, in one line`, terminal.screen().join(""));
}

/** Nothing that was heard, and nothing that lies in the operator's home, has a secret in it; nobody else can read that. */
function expectNothingLeaked(put: readonly string[] = []): void {
  witness.look(home.directory);
  expect(witness.leaks()).toEqual([]);
  expect(open(home.directory, put)).toEqual([]);
}

function profile(name: string, yaml: string): void {
  const directory = join(home.directory, ".config/shoseki/profiles");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, `${name}.yaml`), yaml, { mode: 0o600 });
}

const kept = (name: string) => readFileSync(join(aside, name));

describe("what is written where a password must not stand is not repeated", () => {
  const GIVEN = seed("Given");

  test.each([
    ["an option", ["exec", "sim:", "vms", `--password=${GIVEN}`]],
    ["an option and its value", ["exec", "sim:", "vms", "--password", GIVEN]],
    ["the user", ["exec", "sim:", "vms", "--user", `ops:${GIVEN}`]],
    ["the user of a server", ["exec", "vsphere://127.0.0.1:1", "vms", "--user", `ops:${GIVEN}`]],
    ["the endpoint", ["exec", `vsphere://ops:${GIVEN}@127.0.0.1:1`, "vms"]],
    [
      "the endpoint, percent-encoded",
      ["exec", `vsphere://ops%3A${encodeURIComponent(GIVEN)}@127.0.0.1:1`, "vms"],
    ],
    ["another URL", ["run", `https://ops:${GIVEN}@127.0.0.1:1/sdk`, "-"]],
    ["the console's endpoint", [`vsphere://ops:${GIVEN}@127.0.0.1:1`]],
    ["what looks like a subcommand", [`ops:${GIVEN}@127.0.0.1`]],
  ])("%s", async (_, args) => {
    for (const ran of await Promise.all([run(args), run([...args, "--json"])])) {
      expect(ran.code).toBeGreaterThan(0);
      expect(ran.err).toMatch(/USAGE|BAD_ENDPOINT/);
    }
    expectNothingLeaked();
  });

  test("SHOSEKI_ENDPOINT", async () => {
    const env = { SHOSEKI_ENDPOINT: `vsphere://ops:${GIVEN}@127.0.0.1:1` };
    expect((await run([], { env })).err).toMatch(/^BAD_ENDPOINT: /m);
    expectNothingLeaked();
  });
});

test("what is given to the program is not handed on to what it starts", async (context) => {
  needs(context, ...KEYRING);
  // The keyring is asked for the signing key, and does not answer: whoever asks it can be looked at.
  await using session = await SecretService.start("mute", home.directory);
  const env = { ...session.env, SHOSEKI_PASSWORD: PASSWORD, SHOSEKI_PASSPHRASE: "" };
  const running = begin(["exec", "vsphere://ops@127.0.0.1:1", "vms"], { env });
  const pid = running.child.pid ?? 0;
  await expect.poll(() => processesBelow(pid).some(isKeyringChild), { timeout: 20_000 }).toBe(true);
  for (const child of processesBelow(pid)) witnessProcess(child);
  witness.hear("its command line", readFileSync(`/proc/${pid}/cmdline`));
  expect(await heard(running, "a mute keyring")).toMatchObject({ code: 4 });
  expect(witness.leaks()).toEqual([]);
});

function isKeyringChild(pid: number): boolean {
  try {
    // Once it is what it is to be, and no copy of its parent any more.
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("keyring-child");
  } catch {
    return false;
  }
}

function witnessProcess(pid: number): void {
  witness.hear(`the command line of ${pid}`, readFileSync(`/proc/${pid}/cmdline`));
  witness.hear(`the environment of ${pid}`, readFileSync(`/proc/${pid}/environ`));
}

onVcsim("on a vCenter", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 4, hosts: 0, clusters: 1, poweredOff: true, password: PASSWORD });
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const trusted = () => ["--thumbprint", site.vcsim.thumbprint];
  const exec = (lines: readonly string[], options?: RunOptions) =>
    run(["exec", site.endpoint, ...lines, ...trusted()], options);
  const inEnvironment = { env: { SHOSEKI_PASSWORD: PASSWORD } };
  const machine = async () => (await site.machines())[0]?.name ?? "";

  test("a whole round of work: what is printed, what is kept, what is handed on", async () => {
    const name = await machine();
    const env = {
      ...inEnvironment.env,
      ...CACHE,
      SHOSEKI_ANCHOR_COMMAND:
        'env > "$ASIDE/env"; cat > "$ASIDE/note"; tr "\\0" " " < /proc/$PPID/cmdline > "$ASIDE/parent"',
    };
    const long = `note ${"a long story ".repeat(6_000)}`;
    expect((await exec([`start ${name}`, "vms", "hosts", long], { env })).code).toBe(0);
    expect((await exec([`stop ${name}`, "tasks", "events", `info ${name}`, "--json"], { env })).code).toBe(0);
    expect(
      (await exec([`memory ${name} 64MiB`, "start nobody", "--keep-going", "--lang", "ja"], { env })).code,
    ).toBe(1);
    const script = join(aside, "evening.shoseki");
    writeFileSync(script, `# the evening\nnote done\nsnapshot create ${name} evening\n`);
    expect((await run(["run", site.endpoint, script, ...trusted()], { env })).code).toBe(0);
    expect((await run([site.endpoint, ...trusted()], { env, input: "vms\nfrobnicate\nquit\n" })).code).toBe(
      2,
    );
    for (const format of ["human", "jsonl", "csv", "4w1h1r"]) {
      expect((await run(["log", "--format", format], { env })).code, format).toBe(0);
    }
    expect((await run(["verify", "--deep"], { env })).code).toBe(0);
    expect((await run(["verify", "--json", "--endpoint", site.endpoint, ...trusted()], { env })).code).toBe(
      0,
    );
    for (const args of [
      ["proof", "1"],
      ["key", "show"],
      ["key", "rotate"],
      ["key", "export", "copy.pem"],
    ]) {
      expect((await run(args, { env })).code, args.join(" ")).toBe(0);
    }
    const wrong = `vsphere://ops:${seed("Given")}@127.0.0.1:1`;
    expect((await run(["verify", "--endpoint", wrong], { env })).err).toMatch(/^BAD_ENDPOINT: /m);
    expect(readdirSync(join(home.journal, "blobs"))).not.toEqual([]);
    expect(readdirSync(join(home.directory, ".cache/shoseki"))).not.toEqual([]);
    for (const file of ["env", "note", "parent"]) witness.hear(file, kept(file));
    expect(kept("env").toString()).toContain("SHOSEKI_ANCHOR_COMMAND=");
    expectNothingLeaked();
  });

  test("on standard input", async () => {
    const input = `${PASSWORD}\n`;
    expect((await exec(["vms", "--password-stdin"], { input })).code).toBe(0);
    expect((await exec(["vms", "--password-stdin"], { input: `${seed("Wrong")}\n` })).err).toMatch(
      /^LOGIN_REFUSED/m,
    );
    expectNothingLeaked();
  });

  test("typed at a terminal, right and wrong", async () => {
    for (const [typed, code] of [
      [PASSWORD, 0],
      [seed("Wrong"), 3],
    ] as const) {
      await using terminal = openHeard(["exec", site.endpoint, "vms", ...trusted()]);
      await terminal.see(/^Password:/m);
      terminal.type(typed);
      terminal.press("enter");
      expect((await terminal.exited).code).toBe(code);
      seeScreen(terminal, "at its end");
    }
    expectNothingLeaked();
  });

  test("wrong ones, refused: every word of it, and its entries", async () => {
    const env = { SHOSEKI_PASSWORD: seed("Wrong") };
    for (const more of [[], ["--json"], ["--lang", "ja"]]) {
      expect((await exec(["vms", ...more], { env })).code).toBe(3);
    }
    await site.proxy.refuseConnections();
    expect((await exec(["vms"], { env })).err).toMatch(/^UNREACHABLE/m);
    await site.proxy.restore();
    expectNothingLeaked();
  });

  /** What a server, or what stands before it, makes of the request that it was sent. */
  const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const fault = (text: string) =>
    `<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault>` +
    `<faultcode>ServerFaultCode</faultcode><faultstring>bad request: ${text}</faultstring></e:Fault></e:Body></e:Envelope>`;
  const WAYS: readonly (readonly [
    what: string,
    answer: (secret: string) => { body: string; status?: number; headers?: Record<string, string> },
  ])[] = [
    ["in a fault", (secret) => ({ status: 500, body: fault(xml(`<password>${secret}</password>`)) })],
    ["in a fault, escaped twice", (secret) => ({ status: 500, body: fault(xml(xml(secret))) })],
    [
      "in a fault, in base64",
      (secret) => ({ status: 500, body: fault(Buffer.from(`x${secret}y`).toString("base64")) }),
    ],
    [
      "in a fault, as a URL",
      (secret) => ({ status: 500, body: fault(`/sdk?password=${encodeURIComponent(secret)}`) }),
    ],
    [
      "in a fault, as JSON",
      (secret) => ({ status: 500, body: fault(xml(JSON.stringify({ password: secret }))) }),
    ],
    [
      "in the fault's name",
      (secret) => ({
        status: 500,
        body: fault("").replace("<faultstring>", `<faultcode>${xml(secret)}</faultcode><faultstring>`),
      }),
    ],
    [
      "in a page",
      (secret) => ({
        status: 400,
        headers: { "content-type": "text/html" },
        body: `<html><body>You sent ${xml(secret)}</body></html>`,
      }),
    ],
    ["in a page that is no XML", (secret) => ({ status: 502, body: `<p>You sent ${secret}<br>` })],
    [
      "in a redirect",
      (secret) => ({
        status: 302,
        headers: { location: `https://127.0.0.1:1/?${encodeURIComponent(secret)}` },
        body: "",
      }),
    ],
  ];

  test("a server that repeats the password that it was sent", async () => {
    for (const [, answer] of WAYS)
      site.proxy.on("Login", { kind: "replaceReply", forward: false, ...answer(PASSWORD) });
    const runs = WAYS.map((_, nth) => exec(["vms", ...(nth % 2 === 0 ? [] : ["--json"])], inEnvironment));
    for (const ran of await Promise.all(runs)) expect(ran.code, ran.err).toBeGreaterThan(0);
    expect(home.entries().filter(({ OPR, RST }) => OPR === "Login" && RST !== undefined)).toHaveLength(
      WAYS.length,
    );
    expectNothingLeaked();
  });

  test("a server that repeats the session's cookie that it was sent", async () => {
    const name = await machine();
    const cookies: string[] = [];
    site.proxy.on("CurrentTime", {
      kind: "hook",
      beforeAnswer: ({ headers }) => {
        const cookie = /vmware_soap_session="?([^";]+)/.exec(String(headers.cookie))?.[1] ?? "";
        cookies.push(cookie);
        for (const [, answer] of WAYS) {
          site.proxy.on("CreateSnapshot_Task", { kind: "replaceReply", forward: false, ...answer(cookie) });
        }
      },
    });
    const lines = WAYS.map(([what]) => `snapshot create ${name} ${quoted(what)}`);
    expect((await exec([...lines, "--keep-going"], inEnvironment)).code).toBeGreaterThan(0);
    expect(
      home.entries().filter(({ OPR, RST }) => OPR === "CreateSnapshot" && RST !== undefined),
    ).toHaveLength(WAYS.length);
    witness.look(home.directory);
    const [cookie = ""] = cookies;
    expect(cookie.length).toBeGreaterThan(20);
    const base64 = Buffer.from(`x${cookie}y`).toString("base64");
    expect(witness.mentions(cookie, base64.slice(4, -4))).toEqual([]);
    expectNothingLeaked();
  });

  test("a crash of the program, and Node's own report of it", async () => {
    const name = await machine();
    const env = {
      ...inEnvironment.env,
      NODE_OPTIONS: `${REPORTS} --report-directory=${aside} --import ${defect()}`,
    };
    await site.vcsim.holdTasks("CreateSnapshot_Task");
    const running = begin(["exec", site.endpoint, `snapshot create ${name} held`, ...trusted()], { env });
    await meanwhile(running, site.proxy.answer({ method: "CreateSnapshot_Task" }));
    running.child.kill("SIGABRT");
    await expect.poll(() => reports().length).toBeGreaterThan(0);
    writeFileSync(join(aside, "now"), "");
    const ran = await heard(running, "a crash");
    await site.vcsim.releaseTasks();
    expect(ran.code).not.toBe(0);
    expect(ran.err).toContain("a cog is loose");
    const triggers = reports().map((report) => JSON.parse(kept(report).toString()).header.trigger);
    expect(new Set(triggers)).toEqual(new Set(["Signal", "Exception"]));
    for (const report of reports()) witness.hear(report, kept(report));
    expectNothingLeaked();
  });

  const reports = () =>
    readdirSync(aside)
      .filter((name) => /^report\..*\.json$/.test(name))
      .filter((name) => kept(name).at(-1) === "\n".charCodeAt(0));

  /** A defect of ours that comes to light once there is a file `now`. */
  function defect(): string {
    const path = join(aside, "defect.mjs");
    const sign = JSON.stringify(join(aside, "now"));
    writeFileSync(
      path,
      `import { existsSync, rmSync } from "node:fs";
       const timer = setInterval(() => {
         if (!existsSync(${sign})) return;
         rmSync(${sign});
         clearInterval(timer);
         throw new Error("a cog is loose");
       }, 10);
       timer.unref();`,
    );
    return path;
  }

  test("the console: what is on the screen, all its bytes, its files, a report while it is open, and its crash", async () => {
    const name = await machine();
    const env = { NODE_OPTIONS: `${REPORTS} --report-directory=${aside} --import ${defect()}` };
    await using terminal = openHeard([site.endpoint, ...trusted()], { env });
    await terminal.see(/^Password:/m);
    terminal.type(PASSWORD);
    terminal.press("enter");
    await terminal.see(/ ms {2}read-write/);
    seeScreen(terminal, "after Login");
    enterLine(terminal, `snapshot create ${name} seen`);
    await terminal.see(`OK CreateSnapshot  ${name}`);
    seeScreen(terminal, "after an operation");
    terminal.kill("SIGABRT");
    await expect.poll(() => reports().length).toBeGreaterThan(0);
    writeFileSync(join(aside, "now"), "");
    expect((await terminal.exited).code).toBe(1);
    expect(terminal.text()).toContain("a cog is loose");
    seeScreen(terminal, "at its end");
    for (const report of reports()) witness.hear(report, kept(report));
    expect(existsSync(join(home.directory, ".local/state/shoseki/history"))).toBe(true);
    expectNothingLeaked();
  });

  describe("by a profile", () => {
    const byProfile = (more: string) =>
      profile("vc1", `endpoint: ${site.endpoint}\ntrust:\n  thumbprint: ${site.vcsim.thumbprint}\n${more}`);

    test("whose command says it, complains, fails, and knows nothing of our secrets", async () => {
      writeFileSync(join(aside, "password"), `${PASSWORD}\nand ${seed("Given")}\n`);
      byProfile(`password-command: env > "$ASIDE/env"; cat "$ASIDE/password" | head -2\n`);
      expect((await run(["exec", "vc1", "vms"])).code).toBe(0);
      witness.hear("the command's environment", kept("env"));
      expect(kept("env").toString()).toContain("ASIDE=");
      for (const command of [
        'cat "$ASIDE/password"; cat "$ASIDE/password" >&2; exit 2',
        'cat "$ASIDE/password"; base64 < "$ASIDE/password" >&2; exit 2',
        'set -x; P=$(cat "$ASIDE/password"); echo "$P"; exit 2',
        'cat "$ASIDE/password"; kill -9 $$',
        'tr "\\n" "\\377" < "$ASIDE/password"',
        `no-such-program ${seed("Wrong").replaceAll(/[^A-Za-z0-9]/g, "")}`,
      ]) {
        byProfile(`password-command: |-\n  ${command}\n`);
        expect((await run(["exec", "vc1", "vms"])).err).toContain("PASSWORD_COMMAND_FAILED");
      }
      rmSync(join(home.directory, ".config/shoseki/profiles"), { recursive: true });
      expectNothingLeaked();
    });

    test("that keeps it in the keyring: kept, used, and forgotten", async (context) => {
      needs(context, ...KEYRING);
      // Its own files are the keyring's, encrypted, and not below the operator's home here.
      await using session = await SecretService.start("open", aside);
      const { env } = session;
      const owner = { user: site.vcsim.user, endpoint: site.endpointName };
      byProfile("password: keyring\n");
      const piped = ["profile", "password", "vc1", "--password-stdin"];
      expect((await run(piped, { env, input: `${PASSWORD}\n` })).code).toBe(0);
      expect(await new PasswordKeyring(env).get(owner)).toBe(PASSWORD);
      expect((await run(["exec", "vc1", "vms"], { env })).code).toBe(0);
      expect((await run(["profile", "password", "vc1", "--forget"], { env })).code).toBe(0);
      expect(await new PasswordKeyring(env).get(owner)).toBeNull();
      expect((await run(["exec", "vc1", "vms"], { env })).err).toMatch(/^PASSWORD_MISSING/m);

      await using terminal = openHeard(["exec", "vc1", "vms"], { env });
      await terminal.see(/^Password:/m);
      terminal.type(PASSWORD);
      terminal.press("enter");
      await terminal.see("Keep it in the OS keyring");
      terminal.type("y");
      terminal.press("enter");
      expect((await terminal.exited).code).toBe(0);
      seeScreen(terminal, "at its end");
      expect(await new PasswordKeyring(env).get(owner)).toBe(PASSWORD);
      expectNothingLeaked();
    });

    test("in whose file it must not stand", async () => {
      const given = seed("Given");
      const files = [
        `endpoint: sim:\npassword: ${given}\n`,
        `endpoint: sim:\npassword: ${JSON.stringify(given)}\n`,
        `endpoint: sim:\npasswd: ${JSON.stringify(given)}\n`,
        `endpoint: ${JSON.stringify(`vsphere://ops:${given}@127.0.0.1:1`)}\n`,
        `endpoint: vsphere://127.0.0.1:1\nuser: ${JSON.stringify(`ops:${given}`)}\n`,
        `endpoint: sim:\npassword: "${given.replaceAll('"', "")}\n`,
        `endpoint: sim:\npassword: [${JSON.stringify(given)}]\n`,
        `endpoint: sim:\n? ${JSON.stringify(given)}\n: 1\n`,
      ];
      for (const [nth, yaml] of files.entries()) profile(`p${nth}`, yaml);
      const json = (nth: number) => (nth % 2 === 0 ? [] : ["--json"]);
      const runs = files.map((_, nth) => run(["exec", `p${nth}`, "vms", ...json(nth)]));
      for (const ran of await Promise.all(runs)) {
        expect(ran.code).toBe(2);
        expect(ran.err).toContain("PROFILE_INVALID");
      }
      const others = await Promise.all([
        ...files.map((_, nth) => run(["profile", "show", `p${nth}`, ...json(nth + 1)])),
        run(["profile", "list"]),
        run(["profile", "list", "--json"]),
        run(["profile", "test", "p0"]),
        run(["p0"]),
      ]);
      for (const { out, err } of others) expect(`${out}${err}`).toMatch(/PROFILE_INVALID|p0\.yaml:/);
      rmSync(join(home.directory, ".config/shoseki/profiles"), { recursive: true });
      expectNothingLeaked();
    });

    test("that is made with one in its place", async () => {
      const given = seed("Given");
      const added = await run(["profile", "add", "vc1", "--endpoint", `vsphere://ops:${given}@127.0.0.1:1`]);
      expect(added.err).toContain("endpoint seems to hold a password");
      const misplaced = await run(["profile", "add", "vc1", `vsphere://ops:${given}@127.0.0.1:1`]);
      expect(misplaced.err).toContain("its endpoint after --endpoint");
      expectNothingLeaked();
    });

    test("for whose name an endpoint with one is typed", async () => {
      const name = `ops:${seed("Given")}@127.0.0.1`;
      const wrongly: readonly (readonly [readonly string[], string])[] = [
        [["profile", "add", name, "--endpoint", "sim:"], "cannot be a profile's name"],
        ...["show", "test", "remove", "password"].map(
          (work) => [["profile", work, name], "There is no profile ops:***@127.0.0.1 "] as const,
        ),
        [["doctor", name], ""],
        [["trust", name], "BAD_ENDPOINT"],
        [["trust", "remove", name], "BAD_ENDPOINT"],
        [["trust", name, "more"], "trust takes one ENDPOINT"],
        [["completion", name], "completion takes "],
        [["key", name], "key takes "],
      ];
      for (const [args, said] of wrongly) {
        const ran = await run(args);
        expect([1, 2], args.join(" ")).toContain(ran.code);
        expect(`${ran.out}${ran.err}`).toContain(said);
      }
      expectNothingLeaked();
    });
  });
});

test("the tests would hear it, however it were written", () => {
  const text = seed("Server");
  const forms = [
    text,
    Buffer.from(`x${text}`).toString("base64"),
    Buffer.from(`xy${text}z`).toString("base64url"),
    encodeURIComponent(text),
    JSON.stringify(text),
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
    quoted(text),
    text.slice(0, 20),
    text.slice(-20),
  ];
  for (const form of forms) {
    const ears = new Witness("Server");
    ears.hear("somewhere", `before ${form} after`);
    expect(ears.leaks(), form).not.toEqual([]);
  }
  expect(new Witness("Server").leaks()).toEqual(["nothing was heard"]);
});
