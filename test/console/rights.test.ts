import { expect, test } from "vitest";
import { OpenedConsole } from "./opened-console.js";

const QUERY = "vms=12&rights=-StopVM";

test("what the login may not do is disabled once the cursor has rested: the key says why, and nothing is asked for", async () => {
  await using console = await OpenedConsole.open(QUERY, 120, 30);
  await console.press("S");
  await console.see("the login lacks Simulator.StopVM on ");
  await console.pass(1_000);
  expect(console.terminal.screen()).not.toContain("Asking the server");
  await console.press("m");
  await console.see("memory");
  expect(console.terminal.screen()).not.toContain("lacks");
});

test("of marked machines it says how many", async () => {
  await using console = await OpenedConsole.open(QUERY, 120, 30);
  await console.press(" ", " ", " ");
  await console.pass(1_000);
  await console.press("S");
  await console.see("the login lacks Simulator.StopVM on 3 machines");
});
