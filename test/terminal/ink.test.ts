import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Terminal } from "./terminal.js";

/** A list of so many rows, drawn by Ink in a terminal of 10; its first row counts how often `down` was pressed. */
function list(height: number, incrementalRendering: boolean): Terminal {
  const script = `
    import { createElement, useState } from "react";
    import { Box, Text, render, useInput } from "ink";
    function List() {
      const [count, setCount] = useState(0);
      useInput((_input, key) => key.downArrow && setCount((before) => before + 1));
      const rows = Array.from({ length: ${height} }, (_, n) => (n === 0 ? "pressed " + count : "row " + n));
      return createElement(Box, { flexDirection: "column" }, rows.map((row) => createElement(Text, { key: row }, row)));
    }
    render(createElement(List), { alternateScreen: true, incrementalRendering: ${incrementalRendering} });
  `;
  // Where Ink is found.
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  return Terminal.start(process.execPath, ["--input-type=module", "--eval", script], { rows: 10, cwd });
}

async function pressDown(terminal: Terminal, times: number): Promise<void> {
  for (let pressed = 1; pressed <= times; pressed += 1) {
    terminal.press("down");
    await terminal.see(`pressed ${pressed}`);
  }
}

test("of a screen that Ink draws incrementally, only the first picture is a full redraw", async () => {
  await using terminal = list(10, true);
  await terminal.see("row 9");
  await pressDown(terminal, 5);
  expect(terminal.meter).toMatchObject({ frames: 6, fullRedraws: 1 });
  expect(terminal).toMatchObject({ scrolled: 0, onAlternateScreen: true });
});

test("of one that it does not, every picture is", async () => {
  await using terminal = list(10, false);
  await terminal.see("row 9");
  await pressDown(terminal, 5);
  expect(terminal.meter).toMatchObject({ frames: 6, fullRedraws: 6 });
});

test("what Ink draws beyond the terminal's last row scrolls", async () => {
  await using terminal = list(12, true);
  await terminal.see("row 11");
  expect(terminal.scrolled).toBe(2);
});
