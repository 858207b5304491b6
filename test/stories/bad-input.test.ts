import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ErrorCode } from "#domain/errors.js";
import { OperatorHome, type RunOptions } from "./shoseki.js";
import { expectHonest } from "./vsphere-site.js";

const SECRET = "s3cret-Passw0rd";
/** Nobody listens there: whatever got so far as to connect would fail otherwise. */
const NOBODY = "vsphere://operator@127.0.0.1:1";

interface Story extends RunOptions {
  readonly what: string;
  readonly args: readonly string[];
  readonly code: ErrorCode;
  readonly exit: number;
  /** What the operator is told beside the code. */
  readonly told: readonly (string | RegExp)[];
}

const usage = (what: string, args: readonly string[], ...told: (string | RegExp)[]): Story => ({
  what,
  args,
  code: "USAGE",
  exit: 2,
  told,
});
const line = (what: string, text: string, code: ErrorCode, ...told: (string | RegExp)[]): Story => ({
  what,
  args: ["exec", "sim:", "note before", text],
  code,
  exit: 2,
  told,
});
const endpoint = (text: string, ...told: (string | RegExp)[]): Story => ({
  what: `the endpoint ${text.replaceAll(SECRET, "...")}`,
  args: ["exec", text, "vms"],
  code: "BAD_ENDPOINT",
  exit: 2,
  told,
});

/** What is found wrong before anything is opened, asked for or recorded. */
const REFUSED_AT_ONCE: readonly Story[] = [
  usage("no subcommand", [], "no subcommand", "shoseki --help"),
  usage(
    "an unknown subcommand",
    ["frobnicate"],
    "frobnicate",
    "exec, run, profile, procedure, log, handover, touched, replay, verify",
  ),
  usage("a subcommand that every object has", ["constructor"], "constructor"),
  usage("a subcommand that is misspelt", ["exce", "sim:", "vms"], "perhaps exec"),
  usage("an unknown option", ["exec", "sim:", "vms", "--frobnicate"], "there is no option --frobnicate."),
  usage("an option that is misspelt", ["exec", "sim:", "vms", "--tikcet", "1"], "perhaps --ticket"),
  usage("a Japanese who misspells", ["exec", "sim:", "--reasn", "--lang", "ja"], "もしかして: --reason"),
  usage("an option of every object", ["exec", "sim:", "vms", "--constructor"], "--constructor"),
  usage("a letter that is no option", ["exec", "sim:", "vms", "-x"], "there is no option -x."),
  usage("an option for a value", ["exec", "sim:", "vms", "--reason", "--insecure"], "--reason takes a value"),
  usage("an empty journal", ["exec", "sim:", "vms", "--journal", ""], "--journal is empty"),
  usage(
    "an option of another subcommand",
    ["exec", "sim:", "vms", "--follow"],
    "--follow is no option of exec",
  ),
  usage("an option without its value", ["exec", "sim:", "vms", "--reason"], "--reason takes a value"),
  usage(
    "an option with a value it does not take",
    ["exec", "sim:", "vms", "--json=yes"],
    "--json takes no value",
  ),
  usage(
    "a password as an option",
    ["exec", NOBODY, "vms", `--password=${SECRET}`],
    "perhaps --password-stdin",
  ),
  usage("no endpoint", ["exec"], "exec takes an endpoint"),
  usage("no command line", ["exec", "sim:"], "at least one command line"),
  usage("no script", ["run", "sim:"], "one file, or - for standard input"),
  usage("two scripts", ["run", "sim:", "a", "b"], "one file, or - for standard input"),
  usage("script and password from one input", ["run", NOBODY, "-", "--password-stdin"], "not both"),
  usage("nobody to log in as", ["exec", "vsphere://127.0.0.1:1", "vms"], "--user USER"),
  usage("no thumbprint", ["exec", NOBODY, "vms", "--thumbprint", "AB:CD"], "64 hexadecimal digits"),
  usage("two ways to trust", ["exec", NOBODY, "vms", "--insecure", "--ca", "x.pem"], "exclude each other"),
  usage("no time", ["exec", NOBODY, "vms", "--timeout", "soon"], "--timeout takes seconds"),
  usage("an endless time-out", ["exec", NOBODY, "vms", "--timeout", "1e9"], "at most 3600"),
  usage("an unknown language", ["exec", "sim:", "vms", "--lang", "fr"], "en or ja"),
  endpoint("http://example.com", "none of vsphere://, qemu://"),
  endpoint("vsphere://", "it is not vsphere://[user@]host[:port]"),
  endpoint("vsphere://op@host:70000", "70000 is no port"),
  endpoint("vsphere://op@host:0", "0 is no port"),
  endpoint("vsphere://op@host/sdk", "it is not vsphere://"),
  endpoint("vsphere://@host", "the user before @ is empty"),
  endpoint("sim:vms=3", "sim: is followed by ?options"),
  endpoint("sim:?vms=many"),
  endpoint("sim:?colour=red", "colour"),
  endpoint(`vsphere://op:${SECRET}@host`, "a password is not taken from arguments"),
  endpoint(`vsphere://op:x${SECRET}:${SECRET}@host`, "a password is not taken from arguments"),
  endpoint(`vsphere://op:${SECRET}@${SECRET}@host`, "a password is not taken from arguments"),
  endpoint(`vsphere://op:a/${SECRET}@host`),
  endpoint(`vsphere://op%3A${SECRET}@host`, "a password is not taken from arguments"),
  endpoint(`vsphere://op:${SECRET}`),
  endpoint(`https://op:${SECRET}@host/sdk`, "none of vsphere://, qemu://"),
  endpoint(`op:${SECRET}@host`, "none of vsphere://, qemu://"),
  endpoint(`qemu+ssh://root:${SECRET}@host/system`, "a password is not taken from arguments"),
  endpoint(`qemu+tls://root%3A${SECRET}@host/system`, "a password is not taken from arguments"),
  endpoint(`xen+ssh://root:${SECRET}/system`, "is not host or host:port"),
  endpoint("qemu+libssh://host/system", "libssh is no way to a server here"),
  usage(
    "a thumbprint for libvirt",
    ["exec", "qemu:///system", "vms", "--thumbprint", "AB:CD"],
    "known hosts",
  ),
  usage(
    "a password for libvirt",
    ["exec", "qemu:///system", "vms", "--password-stdin"],
    "no password is sent",
  ),
  line(
    "an unknown verb",
    "strat web-01",
    "UNKNOWN_VERB",
    "strat",
    "Did you mean start?",
    /^strat web-01\n\^+$/m,
  ),
  line("a quote that is not closed", "start 'web 01", "SYNTAX", "opened here and not closed", /^ {6}\^/m),
  line("a quote that is not closed, in a new name", 'rename web-01 "x', "SYNTAX", "opened here"),
  line("a line that ends in a backslash", "start web\\", "SYNTAX", "backslash"),
  line("a control character", "start web\u0007-01", "SYNTAX", "cannot be printed"),
  line("no target", "start", "SYNTAX", "Usage: start TARGET"),
  line("no count", "cpu web-01", "SYNTAX", "Usage: cpu TARGET COUNT"),
  line("a word too many", "start web-01 web-02", "SYNTAX", "web-02 is one word too many"),
  line("an empty target", "start ''", "SYNTAX", "empty"),
  line("an id that is none", "start @", "SYNTAX"),
  line("a count that is none", "cpu web-01 many", "SYNTAX", "many is not a whole number"),
  line("half a CPU", "cpu web-01 1.5", "SYNTAX", "1.5 is not a whole number"),
  line("a size without a unit", "memory web-01 8", "SYNTAX", "8 has no unit"),
  line("a decimal unit", "memory web-01 8GB", "SYNTAX", "decimal unit"),
  line("a size that is no whole MiB", "memory web-01 1KiB", "SYNTAX"),
  line("a size beyond any number", `memory web-01 ${"9".repeat(400)}GiB`, "SYNTAX", "too large"),
  line("a pattern for a new name", "rename web-01 web-*", "SYNTAX", "must be a plain name"),
  {
    what: "a script that is not there",
    args: ["run", "sim:", "no-such-file"],
    code: "FILE_UNREADABLE",
    exit: 2,
    told: ["no-such-file cannot be read"],
  },
  {
    what: "a script that is a directory",
    args: ["run", "sim:", "."],
    code: "FILE_UNREADABLE",
    exit: 2,
    told: [/cannot be read/],
  },
  {
    what: "a script whose last line cannot be understood",
    args: ["run", "sim:", "-"],
    input: "note one\nnote two\nfrobnicate\n",
    code: "UNKNOWN_VERB",
    exit: 2,
    told: ["frobnicate"],
  },
  {
    what: "no password, and nobody to ask",
    args: ["exec", NOBODY, "vms"],
    code: "PASSWORD_MISSING",
    exit: 3,
    told: ["SHOSEKI_PASSWORD", "--password-stdin"],
  },
  {
    what: "an empty password on standard input",
    args: ["exec", NOBODY, "vms", "--password-stdin"],
    input: "\n",
    code: "PASSWORD_MISSING",
    exit: 3,
    told: ["operator"],
  },
  {
    what: "no passphrase, and nobody to ask",
    args: ["exec", NOBODY, "vms"],
    env: { SHOSEKI_PASSWORD: SECRET, SHOSEKI_PASSPHRASE: "" },
    code: "PASSPHRASE_MISSING",
    exit: 4,
    told: ["SHOSEKI_PASSPHRASE"],
  },
  {
    what: "a journal below a file",
    args: ["exec", NOBODY, "vms", "--journal", "file/journal"],
    env: { SHOSEKI_PASSWORD: SECRET },
    code: "JOURNAL_UNWRITABLE",
    exit: 4,
    told: ["cannot be written", "Nothing is sent to a hypervisor"],
  },
];

describe("what is wrong with a command is said before anything is done", () => {
  test.each(REFUSED_AT_ONCE)("$what", async ({ args, input, env, code, exit, told }) => {
    using home = new OperatorHome();
    writeFileSync(join(home.directory, "file"), "");
    const ran = expectHonest(
      home,
      await home.run(args, { ...(input === undefined ? {} : { input }), env: env ?? {} }),
      SECRET,
    );
    expect(ran.code, ran.err).toBe(exit);
    expect(ran.out).toBe("");
    expect(ran.err).toMatch(new RegExp(`^${code}: .+\n.+\n.+\n$`, "m"));
    for (const each of told) expect(ran.err).toMatch(each);
    expect(existsSync(home.journal) ? home.lines() : []).toEqual([]);
  });

  test("with --json it is one object on standard error", async () => {
    using home = new OperatorHome();
    const ran = await home.run(["exec", "sim:", "strat web-01", "--json"]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(JSON.parse(ran.err)).toEqual({
      error: {
        code: "UNKNOWN_VERB",
        what: expect.stringContaining("strat"),
        notDone: expect.stringContaining("nothing was sent"),
        next: "Did you mean start?",
      },
    });
  });

  test("in Japanese when the operator reads that", async () => {
    using home = new OperatorHome();
    const [asked, located] = await Promise.all([
      home.run(["exec", "sim:", "strat web-01", "--lang", "ja"]),
      home.run(["exec", "sim:", "strat web-01"], { env: { LANG: "ja_JP.UTF-8" } }),
    ]);
    expect(asked.err).toMatch(/UNKNOWN_VERB: .*[ぁ-ん]/);
    expect(located).toEqual(asked);
  });
});

describe("help, wherever it is asked for", () => {
  test.each([
    ["--help", "Exit codes"],
    ["-h", "Exit codes"],
    ["handover --help", /^shoseki handover: [\s\S]*\n {2}shoseki handover waive --reason TEXT/u],
    ["help", "cpu TARGET COUNT"],
    ["--version", /^\d+\.\d+\.\d+\n$/],
  ])("%s", async (word, shown) => {
    using home = new OperatorHome();
    const ran = await home.run(word.split(" "));
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toMatch(shown);
    expect(existsSync(home.journal)).toBe(false);
  });
});
