import { expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import { OperatorHome } from "./shoseki.js";

const SIZE = { columns: 110, rows: 32 } as const;

const operations = (home: OperatorHome) =>
  home
    .entries()
    .filter(({ phase, OPR }) => phase === "outcome" && OPR !== "Login" && OPR !== "Logout")
    .map(({ OPR, TGT, RST }) => `${OPR} ${TGT.name} ${RST?.code ?? RST?.status}`);

test("what the operator has switched is refused, recorded, and can be switched back", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  terminal.type(":read-only");
  terminal.press("enter");
  await terminal.see("READ-ONLY");
  terminal.press("esc");
  await terminal.see(": command");
  // Keys say why beforehand; a line that is typed is refused, and that is recorded.
  terminal.press("S");
  await terminal.see("the session is read-only");
  terminal.type(":stop api-01");
  terminal.press("enter");
  await terminal.see("This session is read-only: you have switched it so.");
  terminal.press("ctrl+u");
  terminal.type("read-only off");
  terminal.press("enter");
  await terminal.see("read-write");
  terminal.type("start db-01");
  terminal.press("enter");
  await terminal.see("OK StartVM  db-01");
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
  expect(operations(home)).toEqual(["StopVM api-01 READ_ONLY", "StartVM db-01 OK"]);
  const switched = home.entries().filter(({ OPR }) => OPR === "SetReadOnly");
  expect(switched.map(({ BEF, AFT }) => [BEF, AFT])).toEqual([
    [{ readOnly: false }, { readOnly: true }],
    [{ readOnly: true }, { readOnly: false }],
  ]);
});

test("what was planned before the switch and is agreed to after it is not run", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  terminal.type(":read-only on");
  // Its plan waits behind the line that is being typed.
  const exec = home.run(["exec", "sim:?vms=20", "delete db-01", "--yes"]);
  await terminal.see("asks from outside to delete db-01");
  terminal.press("enter");
  await terminal.see("Asked from outside this console by exec");
  terminal.type("db-01");
  terminal.press("enter");
  const { code, out } = await exec;
  expect(code).toBe(1);
  expect(out).toContain("This session is read-only: you have switched it so.");
  const ended = home.entries().filter(({ phase }) => phase !== "intent");
  expect(ended.map(({ OPR, RST }) => `${OPR} ${RST?.status}`).slice(-2)).toEqual([
    "SetReadOnly OK",
    "DeleteVM REFUSED",
  ]);
  expect(operations(home)).toEqual(["DeleteVM db-01 READ_ONLY"]);
});

test("--read-only and a profile's read-only are not taken back, by whatever way it is asked", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20", "--read-only"], SIZE);
  await terminal.see("READ-ONLY");
  terminal.type(":read-only off");
  terminal.press("enter");
  await terminal.see("it was opened with --read-only");
  terminal.press("esc");
  await terminal.gone("it was opened with --read-only");
  terminal.press("ctrl+u", "ctrl+d");
  expect((await terminal.exited).code).toBe(0);
  expect(home.entries().some(({ OPR }) => OPR === "SetReadOnly")).toBe(false);

  using scripts = new OperatorHome();
  const lines = ["stop api-01", "memory web-* 8GiB", "delete db-01", "create new-01", "vms api-01"];
  const ran = await scripts.start(["exec", "sim:?vms=20", ...lines, "--yes", "--keep-going", "--read-only"])
    .ended;
  expect(ran.code).toBe(1);
  expect(ran.out).toContain("api-01");
  expect(new Set(operations(scripts).map((each) => each.split(" ").at(-1)))).toEqual(new Set(["READ_ONLY"]));
  const login = scripts.entries().find(({ OPR, phase }) => OPR === "Login" && phase === "outcome");
  expect(login?.AFT).toMatchObject({ readOnly: true });
});
