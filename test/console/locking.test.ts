import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paste, press } from "#console/actions/press.js";
import { Locking } from "#console/locking.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { FakeConsole } from "./fake-console.js";

const PASSWORD = "correct horse";

let console: FakeConsole;
let locking: Locking;
let heard: string[];

beforeEach(() => {
  // As for a machine that sleeps: the time of day goes on, and no timer fires.
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
  console = new FakeConsole();
  locking = new Locking(console, () => async (text) => text === PASSWORD);
  Object.assign(console, { locking });
  const demands = { reason: false, ticket: false };
  console.store.endpoints.settle("sim", { demands, confirm: "risk", lockAfterMs: 60_000 });
  heard = [];
  const dialog = new TextDialog({ title: "", lines: () => [], close: () => undefined });
  console.store.dialogs.open(Object.assign(dialog, { press: (key: string) => void heard.push(key) }));
});

afterEach(() => {
  locking.stop();
  vi.useRealTimers();
});

const isLocked = () => console.store.lock.isLocked;

function type(text: string): void {
  for (const letter of text) press(console, letter, letter);
}

async function enter(): Promise<void> {
  press(console, "enter", "");
  await vi.waitFor(() => expect(console.store.lock.checking).toBe(false));
}

test("after a sleep the first key finds it locked, and is meant neither for what is hidden nor for the password", async () => {
  vi.setSystemTime(Date.now() + 61_000);
  press(console, "x", "x");
  expect(isLocked()).toBe(true);
  expect(heard).toEqual([]);
  type(PASSWORD);
  await enter();
  expect(isLocked()).toBe(false);
});

test("nor is what is pasted then", () => {
  vi.setSystemTime(Date.now() + 61_000);
  paste(console, "delete web-01");
  expect(isLocked()).toBe(true);
  expect(console.store.lock.editor.text).toBe("");
  expect(console.store.line.text).toBe("");
});

test("a key in time keeps it open", () => {
  for (const key of ["a", "b", "c"]) {
    vi.setSystemTime(Date.now() + 59_000);
    press(console, key, key);
  }
  expect(isLocked()).toBe(false);
  expect(heard).toEqual(["a", "b", "c"]);
});

test("an Enter too many at the password agrees to nothing; the next one is meant", async () => {
  locking.lock("operator");
  type(PASSWORD);
  await enter();
  press(console, "enter", "");
  expect(heard).toEqual([]);
  press(console, "enter", "");
  expect(heard).toEqual(["enter"]);

  locking.lock("operator");
  type(PASSWORD);
  await enter();
  type("j");
  press(console, "enter", "");
  expect(heard).toEqual(["enter", "j", "enter"]);
});

test("a login that goes while it is locked does not leave it open to all", async () => {
  let check: ((text: string) => Promise<boolean>) | null = async (text) => text === PASSWORD;
  locking.stop();
  locking = new Locking(console, () => check);
  Object.assign(console, { locking });
  locking.lock("operator");
  check = null;
  await enter();
  expect(isLocked()).toBe(true);
  type("wrong");
  await enter();
  expect(console.store.lock.wrong).toBe(1);
  console.store.lock.heldUntil = 0;
  type(PASSWORD);
  await enter();
  expect(isLocked()).toBe(false);
});

test("who comes after does not get back what was typed by the keys of the line", async () => {
  locking.lock("operator");
  type(PASSWORD);
  press(console, "ctrl+a", "");
  press(console, "ctrl+k", "");
  type(PASSWORD);
  await enter();
  expect(isLocked()).toBe(false);
  locking.lock("operator");
  press(console, "ctrl+y", "");
  await enter();
  expect(isLocked()).toBe(true);
});
