import { expect, test } from "vitest";
import { Churn } from "#providers/simulator/churn.js";
import { OperatorHome } from "../stories/shoseki.js";
import { openConsole } from "../terminal/console.js";
import { OpenedConsole } from "./opened-console.js";

/** Somebody else at work on the console's server. */
function colleagueOf({ server }: OpenedConsole): Churn {
  return new Churn(server.world, server.events, 1);
}

test("an hour of a colleague's changes, one a second, never draws the whole screen again", async () => {
  await using console = await OpenedConsole.open("vms=12", 80, 24);
  const { terminal, session } = console;
  const colleague = colleagueOf(console);
  const { frames, bytes, fullRedraws } = terminal.meter;
  for (let second = 1; second <= 3600; second += 1) {
    colleague.change();
    if (second % 60 === 0) session.note(`minute ${second / 60}`);
    await console.pass(1000);
  }
  expect(terminal.screen()).toContain("session 1h00m");
  expect(terminal.screen()).toContain("minute 60");
  expect(terminal).toMatchObject({ scrolled: 0, meter: { fullRedraws } });
  // Each change is seen, and costs a small part of the screen.
  const drawn = terminal.meter.frames - frames;
  expect(drawn).toBeGreaterThan(3000);
  expect((terminal.meter.bytes - bytes) / drawn).toBeLessThan((80 * 24) / 4);
}, 180_000);

test("keys that are pressed, dialogs that open and close, draw no whole screen either", async () => {
  await using console = await OpenedConsole.open("vms=200", 140, 40);
  const { terminal } = console;
  const colleague = colleagueOf(console);
  const { fullRedraws } = terminal.meter;
  const see = async (text: string, ...keys: readonly string[]) => {
    for (let change = 0; change < 20; change += 1) colleague.change();
    await console.press(...keys);
    await console.see(text);
  };
  await see("? help", "down", "down", "pagedown", "end", "home");
  await see("/web", "/", ..."web");
  await see("200 machines", "esc");
  await see("Hosts and clusters", "t");
  await see("Folders", "t");
  await see("▸Machines", "t");
  await see("▸Audit", "tab");
  await see("#3 Anchor", "enter");
  await see("▸Audit", "esc");
  await see("▸Machines", "tab");
  await see("▸Help", "?");
  await see("the entry in full", "pagedown");
  await see("▸Machines", "esc");
  await see("▸Commands", "ctrl+p");
  await see("memory", ..."memory");
  await see("▸Machines", "esc");
  await see("3 marked", "space", "space", "space");
  await see("▸memory", "m");
  await see("▸Machines", "esc");
  await see("› start web-01", ":", ..."start web-01");
  await see("Type the number", "ctrl+u", ..."stop web-*", "enter");
  await see("Not run", "esc");
  expect(terminal).toMatchObject({ scrolled: 0, meter: { fullRedraws } });
});

test("a resized terminal is drawn anew once", async () => {
  await using console = await OpenedConsole.open("vms=200", 80, 24);
  const { terminal } = console;
  const colleague = colleagueOf(console);
  for (const [columns, rows, seen] of [
    [160, 50, "▸Machines"],
    [100, 30, "▸Machines"],
    [79, 24, "needs 80x24"],
    [80, 24, "▸Machines"],
    [300, 80, "▸Machines"],
  ] as const) {
    const { fullRedraws } = terminal.meter;
    terminal.resize(columns, rows);
    await console.pass(1000);
    for (let second = 0; second < 10; second += 1) {
      colleague.change();
      await console.pass(1000);
    }
    expect(terminal.screen()).toContain(seen);
    expect(terminal, `${columns}x${rows}`).toMatchObject({
      scrolled: 0,
      meter: { fullRedraws: fullRedraws + 1 },
    });
  }
});

test("nothing is drawn when nothing has changed, or nothing that is seen", async () => {
  await using console = await OpenedConsole.open("vms=200", 80, 24);
  const { terminal, server } = console;
  // Takes away what was said last.
  await console.press("up");
  const { bytes } = terminal.meter;
  // Within the first minute: the age of the session is told in minutes.
  await console.pass(30_000);
  expect(terminal.meter.bytes).toBe(bytes);
  const { name, id } = server.world.machines().toSorted((a, b) => (a.name < b.name ? 1 : -1))[0]!;
  expect(terminal.screen()).not.toContain(name);
  server.world.changeMachine(id, { cpus: 64 });
  await console.pass(1000);
  expect(terminal.meter.bytes).toBe(bytes);
  await console.press("up");
  expect(terminal.meter.bytes).toBe(bytes);
});

test("in a terminal, 2,000 changes a second are shown without flicker", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&churn=2000"], { patience: 30_000 });
  await terminal.see("20 machines");
  await terminal.see("Connected");
  const { frames, fullRedraws } = terminal.meter;
  await terminal.until("fifty frames", () => terminal.meter.frames >= frames + 50);
  terminal.press("?");
  await terminal.see("▸Help");
  terminal.press("esc");
  await terminal.see("▸Machines");
  expect(terminal).toMatchObject({ scrolled: 0, meter: { fullRedraws } });
  terminal.resize(120, 40);
  await terminal.until("the last row", (rows) => rows[39]!.includes("help"));
  const resized = terminal.meter.frames;
  await terminal.until("twenty frames", () => terminal.meter.frames >= resized + 20);
  expect(terminal).toMatchObject({ scrolled: 0, meter: { fullRedraws: fullRedraws + 1 } });
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
});
