import { expect, test } from "vitest";
import { OpenedConsole } from "./opened-console.js";

test.each([["reconnect"], ["reconnect sim"]])(
  "%s with nothing lost says that there is nothing to do",
  async (line) => {
    await using console = await OpenedConsole.open("vms=12", 80, 24);
    await console.press(":", ...Array.from(line, (key) => (key === " " ? "space" : key)), "enter");
    await console.see("the session is there");
    expect(console.terminal.screen()).not.toContain("connection is lost");
  },
);
