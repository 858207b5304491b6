import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import { byCommand } from "#session/anchor-command.js";
import { statusOf } from "#session/certainty.js";
import { type TemporaryDirectory, temporaryDirectory } from "../journal/temporary-directory.js";

const NOTE = "ops-1/shoseki/1\n3\nAAAA\n\n— ops-1/shoseki/1 BBBB\n";

let place: TemporaryDirectory;
beforeEach(() => {
  place = temporaryDirectory();
});
afterEach(() => place[Symbol.dispose]());

/** Runs a command with a note; null when it says that it has put it away. */
async function put(
  line: string,
  { withinMs = 20_000, signal = new AbortController().signal, env = {} } = {},
): Promise<ShosekiError | null> {
  const command = byCommand({ line, env: { PATH: process.env.PATH, AT: place.path, ...env }, withinMs });
  return await command.put(NOTE, { operationId: "", signal }).then(
    () => null,
    (error: unknown) => asShosekiError(error),
  );
}

const kept = (name: string) => readFileSync(join(place.path, name), "utf8");

test("the note is on its standard input, and exit code 0 says that it is done", async () => {
  expect(await put('cat > "$AT/kept"; echo unheard; echo unheard >&2')).toBeNull();
  expect(kept("kept")).toBe(NOTE);
});

test("one that does not read it is taken at its word, and so is one that leaves something running", async () => {
  expect(await put("exec <&-; true")).toBeNull();
  expect(await put('sleep 60 & echo $! > "$AT/pid"')).toBeNull();
  process.kill(Number(kept("pid")), "SIGKILL");
});

test.each([
  ["echo >&2; echo '  403 Forbidden ' >&2; echo more >&2; exit 22", 22, "403 Forbidden"],
  ["exit 1", 1, null],
  ["printf '%0.sx' $(seq 1000) >&2; exit 7", 7, "x".repeat(500)],
])("a failure is in its own words: %s", async (line, exitCode, said) => {
  const error = await put(line);
  expect(error?.problem).toMatchObject({
    code: "ANCHOR_COMMAND_FAILED",
    facts: { why: { kind: "EXIT", exitCode, said } },
  });
  expect(statusOf(error!)).toBe("NG");
});

test("one that is not there has failed", async () => {
  const error = await put("no-such-command --at all");
  expect(error?.problem).toMatchObject({
    facts: {
      command: "no-such-command",
      why: { kind: "EXIT", exitCode: 127, said: expect.stringContaining("not found") },
    },
  });
});

test("one that hangs is killed with all that it has started, and nobody knows what it has done", async () => {
  const error = await put('sleep 600 & echo $! > "$AT/pid"; wait', { withinMs: 1500 });
  expect(error?.problem).toMatchObject({
    code: "ANCHOR_COMMAND_UNFINISHED",
    facts: { why: { kind: "SLOW", seconds: 1.5 } },
  });
  expect(statusOf(error!)).toBe("UNKNOWN");
  await gone(Number(kept("pid")));
});

test("one that is stopped, or ended by somebody else, is as unknown", async () => {
  const stop = new AbortController();
  const running = put('echo > "$AT/begun"; sleep 600', { signal: stop.signal });
  while (!existsSync(join(place.path, "begun"))) await new Promise(setImmediate);
  stop.abort();
  expect((await running)?.problem.facts).toMatchObject({ why: { kind: "STOPPED" } });
  expect((await put("kill -TERM $$"))?.problem.facts).toMatchObject({
    why: { kind: "SIGNAL", signal: "SIGTERM" },
  });
});

test("one that was stopped before it began has done nothing", async () => {
  const error = await put('echo > "$AT/begun"', { signal: AbortSignal.abort() });
  expect(error?.code).toBe("NOT_SENT");
  expect(existsSync(join(place.path, "begun"))).toBe(false);
});

test("it is given the environment without Shoseki's secrets", async () => {
  const env = { SHOSEKI_PASSWORD: "hunter2", SHOSEKI_PASSPHRASE: "correct horse", TOKEN: "its own" };
  expect(await put('env > "$AT/env"', { env })).toBeNull();
  expect(kept("env")).toContain("TOKEN=its own");
  expect(kept("env")).not.toMatch(/hunter2|correct horse|SHOSEKI_PASS/);
});

test.each([
  ["curl -H 'Authorization: Bearer x' https://log.example", "curl"],
  ["  /usr/local/bin/put-away", "/usr/local/bin/put-away"],
  ["TOKEN=x curl https://log.example", "(shell command)"],
  ["'my command' --key x", "(shell command)"],
  ["tee $HOME/kept", "tee"],
])("entries name the program of %s, and nothing that may be secret", (line, name) => {
  expect(byCommand({ line, env: {} }).target).toEqual({ kind: "Command", id: null, uuid: null, name });
});

/** Resolves once there is no such process, or only what is left of it until its parent looks. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
      if (readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ")) return;
    } catch {
      return;
    }
    await new Promise(setImmediate);
  }
}
