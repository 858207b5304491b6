import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { atDesk, auditRows, enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const WIDE = { columns: 140, rows: 40 };
const ASKED = "Asked from outside this console by exec";

const sockets = (home: OperatorHome) => join(home.directory, ".local/state/shoseki/run");

test("a script's one-shot goes through the console's session, and is seen there as coming from outside", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, WIDE);
  expect((lstatSync(sockets(home)).mode & 0o777).toString(8)).toBe("700");
  const running = home.start(["exec", "sim:", "start db-01", "--ticket", "CHG-7"]);
  expect(await running.ended).toMatchObject({ code: 0, err: "" });
  const via = `exec ${running.child.pid}`;
  await terminal.see(`← ${via}`);
  expect(auditRows(terminal.screen()).find((row) => row.includes("StartVM"))).toContain("db-01");
  const entries = home.entries();
  expect(entries.filter(({ OPR, phase }) => OPR === "Login" && phase === "intent")).toHaveLength(1);
  expect(entries.filter(({ USR }) => USR.via === via)).toMatchObject([
    { OPR: "StartVM", phase: "intent", ticket: "CHG-7" },
    { OPR: "StartVM", phase: "outcome", ticket: "CHG-7", RST: { status: "OK" } },
  ]);
  enterLine(terminal, "quit");
  await terminal.exited;
  expect(readdirSync(sockets(home))).toEqual([]);
});

test("what cannot be taken back is agreed to in the console: Escape is no, and so is going away", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, WIDE);
  const refused = home.run(["exec", "sim:", "delete db-01", "--yes"]);
  await terminal.see(ASKED);
  terminal.press("esc");
  const { code, out } = await refused;
  expect(code).toBe(1);
  expect(out).toContain("was not agreed to there");
  expect(home.entries().at(-1)).toMatchObject({ RST: { status: "REFUSED", code: "NOT_CONFIRMED" } });

  const gone = home.start(["exec", "sim:", "delete db-01", "--yes"]);
  await terminal.see(ASKED);
  gone.child.kill("SIGINT");
  expect((await gone.ended).code).toBe(1);
  await terminal.see("does not ask any more");
  expect(terminal.text()).not.toContain(ASKED);
  expect(home.entries().at(-1)).toMatchObject({ RST: { status: "REFUSED", code: "STOPPED_BY_OPERATOR" } });

  const agreed = home.run(["exec", "sim:", "delete db-01", "--yes", "--reason", "it is old"]);
  await terminal.see(ASKED);
  await terminal.see("it is old");
  terminal.type("db-01");
  terminal.press("enter");
  expect(await agreed).toMatchObject({ code: 0, err: "" });
  await terminal.until("the dialog to be gone", (screen) => !screen.join().includes(ASKED));
  expect(home.entries().at(-1)).toMatchObject({ OPR: "DeleteVM", why: "it is old", RST: { status: "OK" } });
});

test("keys that are typed meanwhile stay where they belong: the question waits, and says so", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, WIDE);
  terminal.press(":");
  terminal.type("note half a li");
  await terminal.see("note half a li");
  const exec = home.run(["exec", "sim:", "delete db-01", "--yes"]);
  await terminal.see("asks from outside to delete db-01");
  expect(terminal.text()).not.toContain(ASKED);
  terminal.type("ne");
  terminal.press("enter");
  // The line is done: now it may ask.
  await terminal.see(ASKED);
  terminal.press("esc");
  expect(await exec).toMatchObject({ code: 1 });
  expect(home.entries().find(({ OPR }) => OPR === "Note")).toMatchObject({
    why: "note half a line".slice(5),
  });
});

test("a console that is killed in the middle: exit 5, and nothing is done a second time", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, WIDE);
  const exec = home.run(["exec", "sim:", "delete db-01", "--yes"]);
  await terminal.see(ASKED);
  terminal.kill("SIGKILL");
  await terminal.exited;
  const { code, err } = await exec;
  expect({ code, lost: err.includes("SHARED_SESSION_LOST") }).toEqual({ code: 5, lost: true });
  // What it has left of a socket is in nobody's way.
  expect(await home.run(["exec", "sim:", "note later"])).toMatchObject({ code: 0 });
  await using again = await atDesk(home, WIDE);
  expect(await home.run(["exec", "sim:", "start db-01"])).toMatchObject({ code: 0, err: "" });
  await again.see("← exec");
});

test("while the console is locked, nothing is done for others; with --no-share they log in themselves", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, WIDE);
  enterLine(terminal, "lock");
  await terminal.see("Locked since");
  const { code, out } = await home.run(["exec", "sim:", "start db-01"]);
  expect(code).toBe(1);
  expect(out).toContain("The console is locked");
  expect(home.entries().at(-1)).toMatchObject({ RST: { status: "REFUSED", code: "CONSOLE_LOCKED" } });
  expect((await home.run(["exec", "sim:", "start db-01", "--no-share"])).err).toContain("Login");
});
