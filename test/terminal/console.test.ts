import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OperatorHome } from "../stories/shoseki.js";
import { openConsole } from "./console.js";

test("the built program runs in an operator's terminal, by the Node that runs the tests", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["--version"], { columns: 100, rows: 5 });
  await terminal.see(version);
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
  expect(terminal.screen()).toEqual([version, "", "", "", ""]);
});
