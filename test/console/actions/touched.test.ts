import { setImmediate } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { OpenedConsole } from "../opened-console.js";

test("who touched the machine under the cursor is one key away, and its entry one more", async () => {
  await using console = await OpenedConsole.open("vms=12", 140, 30);
  const { terminal } = console;
  // The disk does not go by the clock that the test moves.
  const read = async (text: string, ...keys: readonly string[]) => {
    terminal.press(...keys);
    while (!terminal.screen().includes(text)) {
      await vi.advanceTimersByTimeAsync(10);
      await setImmediate();
    }
  };
  await console.press(":", ..."start web-02", "enter");
  await console.see("OK StartVM");
  await console.press(..."snapshot create api-01 before", "enter");
  await console.see("OK CreateSnapshot");
  await console.press("esc");
  await read("▸Who touched api-01", "w");
  const list = terminal.screen();
  expect(list).toMatch(/› .*operator {2}CreateSnapshot {2}api-01/u);
  expect(list).not.toMatch(/operator {2}StartVM/u);
  await console.press("enter");
  await console.see("▸#");
  // It goes back to where it came from.
  await console.press("esc");
  await console.see("▸Who touched api-01");
  await console.press("esc");
  await console.see("▸Machines");
  await read("▸Who touched web-02", ":", ..."touched web-02", "enter");
  expect(terminal.screen()).toMatch(/› .*operator {2}StartVM {2}web-02/u);
  await console.press("esc");
  await console.press("esc");
  await read("Nothing that was done to nobody-knows-it", ":", ..."touched nobody-knows-it", "enter");
});
