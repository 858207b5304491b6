import stringWidth from "string-width";
import { expect, test } from "vitest";
import { StatusLine } from "#console/terminal/status-line.js";

class FakeScreen {
  readonly written: string[] = [];
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(isTTY: boolean, columns = 20) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string): void {
    this.written.push(text);
  }
}

const CLEAR = "\r\u001b[K";

test("a line comes, changes and goes", () => {
  const screen = new FakeScreen(true);
  const line = new StatusLine(screen);
  line.show("10 %");
  line.show("20 %");
  line.show(null);
  expect(screen.written).toEqual([`${CLEAR}10 %`, `${CLEAR}20 %`, CLEAR]);
});

test("what is printed for good stands above it", () => {
  const screen = new FakeScreen(true);
  const line = new StatusLine(screen);
  line.show("10 %");
  line.under(() => screen.write("printed\n"));
  expect(screen.written.slice(1)).toEqual([CLEAR, "printed\n", `${CLEAR}10 %`]);
});

test("without a line nothing is cleared, and in a file nothing is shown", () => {
  const screen = new FakeScreen(true);
  new StatusLine(screen).under(() => screen.write("printed\n"));
  expect(screen.written).toEqual(["printed\n"]);
  const file = new FakeScreen(false);
  const line = new StatusLine(file);
  line.show("10 %");
  line.under(() => file.write("printed\n"));
  line.show(null);
  expect(file.written).toEqual(["printed\n"]);
});

test("it is never wider than the terminal, whose last column would wrap it", () => {
  const screen = new FakeScreen(true, 10);
  new StatusLine(screen).show("会計-01 を移動しています");
  const shown = screen.written[0]!.slice(CLEAR.length);
  expect(shown).toBe("会計-01 ");
  expect(stringWidth(shown)).toBeLessThan(10);
});

test("a terminal that does not know its width is taken for one of 80 columns", () => {
  const screen = new FakeScreen(true, 0);
  new StatusLine(screen).show("x".repeat(100));
  expect(screen.written[0]).toBe(`${CLEAR}${"x".repeat(79)}`);
});
