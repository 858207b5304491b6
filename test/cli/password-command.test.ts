import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { passwordByCommand } from "#cli/password-command.js";
import type { ErrorFacts } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

/** Runs a password command of an operator's whose home is `AT`. */
async function asked(
  home: OperatorHome,
  line: string,
  { env = {}, terminalIsFree = true }: { env?: Record<string, string>; terminalIsFree?: boolean } = {},
): Promise<string> {
  const { io } = fakeIo(home, async function* () {});
  const world = { PATH: process.env.PATH, AT: home.directory, ...env };
  return await passwordByCommand(
    { io: { ...io, env: world }, catalogue: en, json: false },
    line,
    terminalIsFree,
  );
}

type Why = ErrorFacts["PASSWORD_COMMAND_FAILED"]["why"];

async function refused(home: OperatorHome, line: string): Promise<{ why: Why; told: string; raw: string }> {
  const error = await asked(home, line).then(
    (password) => ({ problem: { code: "none", facts: { password } } }),
    (thrown) => thrown,
  );
  expect(error.problem).toMatchObject({ code: "PASSWORD_COMMAND_FAILED" });
  const { what, next } = explain(error.problem, en);
  return { why: error.problem.facts.why, told: `${what}\n${next}`, raw: `${error.message}\n${error.stack}` };
}

test.each([
  ["printf hunter2", "hunter2"],
  ["echo hunter2", "hunter2"],
  ["printf 'hunter2\\r\\nurl: https://vc1\\nnotes: none\\n'", "hunter2"],
  ["echo ' with spaces and 日本語 '", " with spaces and 日本語 "],
  ["echo hunter2; seq 100000", "hunter2"],
  ["echo hunter2 | head -1", "hunter2"],
  ["printf hunter2; echo a warning >&2", "hunter2"],
  ["head -c 4096 /dev/zero | tr '\\0' x", "x".repeat(4096)],
])("the password is the first line of what it says: %s", async (line, password) => {
  using home = new OperatorHome();
  expect(await asked(home, line)).toBe(password);
});

test("one that leaves something running is not waited for longer than its line", async () => {
  using home = new OperatorHome();
  expect(await asked(home, 'sleep 60 & echo $! > "$AT/pid"; echo hunter2')).toBe("hunter2");
  process.kill(Number(readFileSync(join(home.directory, "pid"), "utf8")), "SIGKILL");
});

test.each<[string, Why]>([
  ["true", { kind: "SILENT" }],
  ["echo; echo hunter2", { kind: "SILENT" }],
  ["printf 'hunter2\\377\\n'", { kind: "NOT_UTF8" }],
  ["head -c 4097 /dev/zero | tr '\\0' x", { kind: "TOO_LONG", bytes: 4096 }],
  ["echo hunter2; kill -TERM $$", { kind: "SIGNAL", signal: "SIGTERM" }],
  [
    "echo hunter2; echo gpg: no secret key >&2; exit 2",
    { kind: "EXIT", exitCode: 2, said: "gpg: no secret key" },
  ],
  ["echo hunter2; exit 7", { kind: "EXIT", exitCode: 7, said: null }],
  ["set -x; echo hunter2; exit 3", { kind: "EXIT", exitCode: 3, said: null }],
  ['echo hunter2; printf \'{"p":"aHVudGVyMg=="}\' >&2; exit 3', { kind: "EXIT", exitCode: 3, said: null }],
  ["printf 'a note\\nhunter2\\n'; echo bad: hunter2 >&2; exit 3", { kind: "EXIT", exitCode: 3, said: null }],
])("what cannot be a password is said, without what it was: %s", async (line, why) => {
  using home = new OperatorHome();
  const told = await refused(home, line);
  expect(told.why).toEqual(why);
  expect(told.told + told.raw).not.toMatch(/hunter2|aHVudGVyMg/);
});

test("one that is not there is named, and no more of its line", async () => {
  using home = new OperatorHome();
  const { told, raw } = await refused(home, "no-such-program --token hunter2");
  expect(told).toContain("The password command no-such-program ended with exit code 127.");
  expect(told).toContain("not found");
  expect(told + raw).not.toContain("hunter2");
});

test("it has no secret of ours, no standard input, and no terminal that is somebody's", async () => {
  using home = new OperatorHome();
  const env = { SHOSEKI_PASSWORD: "hunter2", SHOSEKI_PASSPHRASE: "correct horse", GPG_TTY: "/dev/pts/7" };
  const line =
    'env > "$AT/env"; cat > "$AT/input"; tty > "$AT/tty" 2>&1; (: > /dev/tty) 2>/dev/null || echo apart';
  const kept = (name: string) => readFileSync(join(home.directory, name), "utf8");
  expect(await asked(home, line, { env })).toBe("apart");
  expect(kept("env")).toContain("GPG_TTY=/dev/pts/7");
  expect(kept("env")).not.toMatch(/hunter2|correct horse|SHOSEKI_PASS/);
  expect([kept("input"), kept("tty")]).toEqual(["", "not a tty\n"]);
  await asked(home, line, { env, terminalIsFree: false });
  expect(kept("env")).not.toContain("GPG_TTY");
});

test("Ctrl-C ends it with all that it has started, and no session is opened", async () => {
  using home = new OperatorHome();
  const world = fakeIo(home, async function* () {});
  const env = { PATH: process.env.PATH, AT: home.directory };
  const setting = { io: { ...world.io, env }, catalogue: en, json: false };
  const running = passwordByCommand(setting, 'sleep 600 & echo $! > "$AT/pid"; wait', true);
  const pid = join(home.directory, "pid");
  while (!existsSync(pid) || readFileSync(pid, "utf8") === "") await new Promise(setImmediate);
  world.signal();
  await expect(running).rejects.toMatchObject({ code: "STOPPED_BY_OPERATOR" });
  await expect.poll(() => isGone(Number(readFileSync(pid, "utf8")))).toBe(true);
});

function isGone(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return true;
  }
}
