import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Io } from "#cli/io.js";
import { type PasswordSource, type PasswordWanted, passwordSource } from "#cli/password-source.js";
import { PasswordKeyring } from "#credentials/password-keyring.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { SecretService } from "../credentials/secret-service.js";
import { needs } from "../journal/tools.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

const OWNER = { user: "ops", endpoint: "vsphere://vc1.example" } as const;

interface World {
  /** What the operator types when asked, in order. */
  readonly typed?: readonly string[];
  /** What the operator answers to other questions. */
  readonly answers?: readonly string[];
  readonly input?: string;
  readonly password?: string;
  readonly env?: Io["env"];
}

/** An operator's world, where all that is asked is kept. */
function world(home: OperatorHome, { typed = [], answers = [], input = "", password, env = {} }: World) {
  const [secrets, lines] = [[...typed], [...answers]];
  const asked: string[] = [];
  const { io } = fakeIo(home, async function* () {});
  const here: Io = {
    ...io,
    env: { PATH: process.env.PATH, AT: home.directory, ...env },
    secrets: { password: password ?? null, passphrase: null },
    readStandardInput: async () => {
      asked.push("standard input");
      return input;
    },
    askSecret: async (question) => {
      asked.push(question);
      return secrets.shift() ?? null;
    },
    askLine: async (question) => {
      asked.push(question);
      return lines.shift() ?? null;
    },
  };
  const notKept: ShosekiError[] = [];
  const source = (wanted: Partial<PasswordWanted> = {}) =>
    passwordSource(
      { io: here, catalogue: en, json: false },
      { ...OWNER, fromInput: false, profile: null, ...wanted },
      (error) => notKept.push(error),
    );
  return { source, asked, notKept };
}

const PROMPT = "ops at vsphere://vc1.example\nPassword: ";
const byKeyring = { profile: { password: "keyring", passwordCommand: null } } as const;
const byCommand = (passwordCommand: string) => ({ profile: { password: null, passwordCommand } });

/** A Login that the server takes; answers the password it was given. */
const taken = (source: PasswordSource) => source.logIn(async (password) => password);
const refusing = async (): Promise<never> => {
  throw failure("LOGIN_REFUSED", { user: "ops", fault: "InvalidLogin", message: "no" });
};

test("what is said nearer to the command goes before what is said further away", async () => {
  using home = new OperatorHome();
  const all = { typed: ["typed"], input: "from input\n", password: "from the environment" };
  const profile = { password: "keyring", passwordCommand: "echo from the command" } as const;
  expect(await taken(world(home, all).source({ fromInput: true, profile }))).toBe("from input");
  expect(await taken(world(home, all).source({ profile }))).toBe("from the environment");
  expect(await taken(world(home, { typed: ["typed"] }).source({ profile }))).toBe("from the command");
  expect(await taken(world(home, { typed: ["typed"] }).source())).toBe("typed");
});

test("asked for ahead and at its Login, a password is asked for once", async () => {
  using home = new OperatorHome();
  const { source, asked } = world(home, { typed: ["typed"] });
  const password = source();
  expect([await password.get(), await password.get(), await taken(password)]).toEqual([
    "typed",
    "typed",
    "typed",
  ]);
  expect(asked).toEqual([PROMPT]);
});

test("what was typed, or stood on standard input, is remembered for the next Login", async () => {
  using home = new OperatorHome();
  const typing = world(home, { typed: ["typed"] });
  const typed = typing.source();
  expect([await taken(typed), await taken(typed)]).toEqual(["typed", "typed"]);
  expect(typing.asked).toEqual([PROMPT]);
  const piping = world(home, { input: "piped\r\n" });
  const piped = piping.source({ fromInput: true });
  expect([await taken(piped), await taken(piped)]).toEqual(["piped", "piped"]);
  expect(piping.asked).toEqual(["standard input"]);
});

test("what a server has refused is asked for again, and what never came to it is not", async () => {
  using home = new OperatorHome();
  const { source, asked } = world(home, { typed: ["mistyped", "typed"] });
  const password = source();
  const away = async () => {
    throw failure("UNREACHABLE", { endpoint: OWNER.endpoint, cause: "ECONNREFUSED" });
  };
  await expect(password.logIn(away)).rejects.toMatchObject({ code: "UNREACHABLE" });
  await expect(password.logIn(refusing)).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
  expect(asked).toEqual([PROMPT]);
  expect(await taken(password)).toBe("typed");
  expect(asked).toEqual([PROMPT, PROMPT]);
});

test.each<[string, World, Partial<PasswordWanted>]>([
  ["the environment", { password: "kept" }, {}],
  ["a command", {}, byCommand("echo kept")],
  ["standard input", { input: "kept" }, { fromInput: true }],
])("what %s says is not sent again once a server has refused it", async (_, there, wanted) => {
  using home = new OperatorHome();
  const { source, asked } = world(home, { ...there, typed: ["mistyped", "typed", "typed anew"] });
  const password = source(wanted);
  const sent: string[] = [];
  const refuse = async (text: string) => {
    sent.push(text);
    return await refusing();
  };
  await expect(password.logIn(refuse)).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
  // Nor once another one has been refused after it.
  await expect(password.logIn(refuse)).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
  expect(await taken(password)).toBe("typed");
  expect(await taken(password)).toBe("typed");
  await expect(password.logIn(refuse)).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
  expect(await taken(password)).toBe("typed anew");
  expect(sent).toEqual(["kept", "mistyped", "typed"]);
  expect(asked.filter((each) => each === PROMPT)).toHaveLength(3);
});

test("where nobody can be asked, a refused one is missing, and not sent again", async () => {
  using home = new OperatorHome();
  const password = world(home, { password: "kept" }).source();
  await expect(password.logIn(refusing)).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
  await expect(taken(password)).rejects.toMatchObject({ code: "PASSWORD_MISSING" });
});

test("a command that says another one after a refused one is believed", async () => {
  using home = new OperatorHome();
  const { source, asked } = world(home, { typed: ["typed"] });
  const password = source(byCommand('cat "$AT/said"'));
  const say = (text: string) => writeFileSync(join(home.directory, "said"), text);
  say("expired");
  await expect(password.logIn(refusing)).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
  say("renewed");
  expect(await taken(password)).toBe("renewed");
  expect(asked).toEqual([]);
});

test("a command is asked again for each Login", async () => {
  using home = new OperatorHome();
  const password = world(home, {}).source(byCommand('cat "$AT/said"'));
  const say = (text: string) => writeFileSync(join(home.directory, "said"), text);
  say("one");
  expect(await password.get()).toBe("one");
  say("another");
  expect([await taken(password), await taken(password)]).toEqual(["one", "another"]);
});

test("while the terminal is somebody's, they ask, and a command does not find it", async () => {
  using home = new OperatorHome();
  const env = { GPG_TTY: "/dev/pts/7" };
  const { source, asked } = world(home, { typed: ["at the terminal"], env });
  const inDialog: string[] = [];
  const asker = async (question: string) => {
    inDialog.push(question);
    return "in a dialog";
  };
  expect(await source().logIn(async (password) => password, asker)).toBe("in a dialog");
  expect([asked, inDialog]).toEqual([[], [PROMPT]]);
  const command = source(byCommand('echo "at $GPG_TTY"'));
  expect(await taken(command)).toBe("at /dev/pts/7");
  expect(await command.logIn(async (password) => password, asker)).toBe("at ");
});

test.each<[string, World, Partial<PasswordWanted>]>([
  ["nobody to ask", {}, {}],
  ["an empty answer", { typed: [""] }, {}],
  ["an empty standard input", { input: "\n" }, { fromInput: true }],
])("without one, that is said: %s", async (_, there, wanted) => {
  using home = new OperatorHome();
  await expect(world(home, there).source(wanted).get()).rejects.toMatchObject({
    problem: { code: "PASSWORD_MISSING", facts: { user: "ops" } },
  });
});

test("the password of the last Login is known again, and no other text", async () => {
  using home = new OperatorHome();
  const { source } = world(home, { typed: ["hunter2", "hunter3"] });
  const password = source();
  expect(await password.isIt("")).toBe(false);
  await password.get();
  expect(await password.isIt("hunter2")).toBe(false);
  await taken(password);
  expect([await password.isIt("hunter2"), await password.isIt("hunter3"), await password.isIt("")]).toEqual([
    true,
    false,
    false,
  ]);
  await expect(password.logIn(refusing)).rejects.toThrow();
  expect(await password.isIt("hunter2")).toBe(true);
  await taken(password);
  expect([await password.isIt("hunter2"), await password.isIt("hunter3")]).toEqual([false, true]);
});

const PROGRAMS = ["dbus-run-session", "gnome-keyring-daemon"] as const;

test("with a keyring that has it nothing is asked; changed there, the next Login has the new one", async (context) => {
  needs(context, ...PROGRAMS);
  using home = new OperatorHome();
  await using session = await SecretService.start("open", home.directory);
  const keyring = new PasswordKeyring(session.env);
  await keyring.put(OWNER, "kept");
  const { source, asked } = world(home, { env: session.env });
  const password = source(byKeyring);
  expect(await taken(password)).toBe("kept");
  await keyring.put(OWNER, "kept anew");
  expect(await taken(password)).toBe("kept anew");
  expect(asked).toEqual([]);
  // Of another login, or where no profile says so, it is not looked for.
  await expect(source({ ...byKeyring, user: "other" }).get()).rejects.toMatchObject({
    code: "PASSWORD_MISSING",
  });
  await expect(source().get()).rejects.toMatchObject({ code: "PASSWORD_MISSING" });
  expect(await keyring.forget(OWNER)).toBe(true);
  expect(await keyring.forget(OWNER)).toBe(false);
});

test("a keyring that has it not is offered what was typed, once the login has succeeded", async (context) => {
  needs(context, ...PROGRAMS);
  using home = new OperatorHome();
  await using session = await SecretService.start("open", home.directory);
  const keyring = new PasswordKeyring(session.env);
  const there = { typed: ["mistyped", "typed"], env: session.env };

  const declining = world(home, { ...there, answers: ["", "n"] });
  await taken(declining.source(byKeyring));
  expect(declining.asked).toEqual([PROMPT, en.prompts.keepPassword()]);
  expect(await keyring.get(OWNER)).toBeNull();

  const agreeing = world(home, { ...there, answers: ["yes", " Y "] });
  const password = agreeing.source(byKeyring);
  await expect(password.logIn(refusing)).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
  expect(await keyring.get(OWNER)).toBeNull();
  await taken(password);
  expect(await keyring.get(OWNER)).toBe("typed");
  expect(agreeing.notKept).toEqual([]);
});

test("what a server has refused is not taken from the keyring again; what is typed can take its place", async (context) => {
  needs(context, ...PROGRAMS);
  using home = new OperatorHome();
  await using session = await SecretService.start("open", home.directory);
  const keyring = new PasswordKeyring(session.env);
  await keyring.put(OWNER, "expired");
  const { source, asked } = world(home, { typed: ["typed"], answers: ["y"], env: session.env });
  const password = source(byKeyring);
  await expect(password.logIn(refusing)).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
  expect(asked).toEqual([]);
  expect(await taken(password)).toBe("typed");
  expect(asked).toEqual([PROMPT, en.prompts.keepPassword()]);
  expect(await keyring.get(OWNER)).toBe("typed");
});

test.each([
  ["locked", "FAILED"],
  ["none", "ABSENT"],
] as const)(
  "where the keyring is %s, that is said, and nobody is asked to type it anew",
  async (kind, why) => {
    using home = new OperatorHome();
    await using session = await SecretService.start(kind, home.directory);
    const { source, asked } = world(home, { typed: ["typed"], env: session.env });
    await expect(source(byKeyring).get()).rejects.toMatchObject({
      problem: { code: "PASSWORD_KEYRING_FAILED", facts: { ...OWNER, why: { kind: why } } },
    });
    expect(asked).toEqual([]);
  },
);
