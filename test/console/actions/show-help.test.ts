import { expect, test } from "vitest";
import { showHelp } from "#console/actions/show-help.js";
import { CONSOLE_VERBS } from "#console/commands/console-verbs.js";
import { en } from "#messages/en.js";
import { FakeConsole } from "../fake-console.js";

test.each([60, 79, 124, 200])(
  "every usage of a verb is shown whole %d columns wide, apart from what it does",
  (width) => {
    const console = new FakeConsole();
    showHelp(console);
    const lines = console.dialog(width, 2000).lines.map((line) => line.trimEnd());
    for (const { name, takes } of CONSOLE_VERBS) {
      const usage = ` ${`${name} ${takes}`.trimEnd()}`;
      const [word = ""] = en.console.verbs[name].split(" ");
      const at = lines.findIndex((line) => line === usage || line.startsWith(`${usage}  `));
      expect(at, usage).toBeGreaterThan(0);
      const said = lines[at] === usage ? lines[at + 1] : lines[at]?.slice(usage.length);
      expect(said?.trim().startsWith(word), usage).toBe(true);
    }
  },
);

test("where there is room the widest usage has a column of its own", () => {
  const console = new FakeConsole();
  showHelp(console);
  const { lines } = console.dialog(200, 2000);
  const starts = CONSOLE_VERBS.map(({ name }) =>
    lines.find((line) => line.startsWith(` ${name} `))?.indexOf(`  ${en.console.verbs[name]}`),
  );
  const last = (at: number | undefined, name: string) => [name, at];
  expect(
    new Set(starts).size,
    JSON.stringify(CONSOLE_VERBS.map(({ name }, index) => last(starts[index], name))),
  ).toBe(1);
});
