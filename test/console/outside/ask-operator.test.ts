import { expect, test } from "vitest";
import { press } from "#console/actions/press.js";
import { askOperator } from "#console/outside/ask-operator.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { planFor } from "#session/plan.js";
import type { Proposal } from "#session/proposal.js";
import { estate, machine } from "../../inventory/estate.js";
import { FakeProvider, facts } from "../../session/fake-provider.js";
import { UNRESTRAINED } from "../../session/unrestrained.js";
import { FakeConsole } from "../fake-console.js";

const row = machine("vm-42", "web-01");
const inventory = estate(row);

async function deletion(): Promise<Proposal> {
  const provider = new FakeProvider();
  provider.machine = facts({});
  const planning = { request: { name: "DeleteVM" }, ask: "delete web-01", yes: true } as const;
  const ground = { session: provider, inventory, at: "sim", readBy: "the session", restraints: UNRESTRAINED };
  const plan = await planFor(ground, { ...row, named: true }, planning);
  return { name: "DeleteVM", risk: "destroys", ask: "delete web-01", plans: [plan] };
}

async function asked(console: FakeConsole, via = "exec 4242") {
  const gone = new AbortController();
  const answer = askOperator(console, await deletion(), { via }, { ticket: "CHG-7" }, gone.signal);
  return { answer, gone };
}

const type = (console: FakeConsole, text: string) => {
  for (const letter of text) press(console, letter, letter);
};

const screen = (console: FakeConsole) => console.dialog(100, 20).lines.join("\n");

test("the operator sees who asks for what, and agrees by the name of what would be lost", async () => {
  const console = new FakeConsole(inventory);
  const { answer } = await asked(console);
  expect(screen(console)).toContain("Asked from outside this console by exec 4242: delete web-01");
  expect(screen(console)).toContain("CHG-7");
  press(console, "enter", "");
  expect(console.store.dialogs.top).not.toBeNull();
  type(console, "web-01");
  press(console, "enter", "");
  expect(await answer).toEqual({ ticket: "CHG-7" });
  expect(console.store.dialogs.top).toBeNull();
  // What the console's own changes are for is untouched.
  expect(console.store.purpose).toEqual({});
});

test("Escape is no", async () => {
  const console = new FakeConsole(inventory);
  const { answer } = await asked(console);
  press(console, "esc", "");
  expect(await answer).toBeNull();
});

test("behind another dialog, and behind a line or a filter that is typed, it waits; a notice says so", async () => {
  for (const busy of ["dialog", "line", "filter"] as const) {
    const console = new FakeConsole(inventory);
    const { store } = console;
    const other = new TextDialog({
      title: "other",
      lines: () => [],
      close: () => store.dialogs.close(other),
    });
    if (busy === "dialog") store.dialogs.open(other);
    else type(console, busy === "line" ? ":x" : "/x");
    const { answer } = await asked(console);
    expect(store.dialogs.top).toBe(busy === "dialog" ? other : null);
    expect(store.notice).toMatchObject({ role: "warning" });
    expect(store.notice?.text).toContain("exec 4242 asks from outside to delete web-01");
    // What is typed goes where it went before.
    if (busy !== "dialog") type(console, "yz");
    if (busy === "line") expect(store.line.text).toBe("xyz");
    press(console, busy === "line" ? "ctrl+c" : "esc", "");
    expect(screen(console)).toContain("exec 4242");
    press(console, "esc", "");
    expect(await answer).toBeNull();
  }
});

test("several are asked one after the other, as they came", async () => {
  const console = new FakeConsole(inventory);
  const first = await asked(console, "exec 1");
  const second = await asked(console, "exec 2");
  expect(screen(console)).toContain("by exec 1:");
  press(console, "esc", "");
  expect(await first.answer).toBeNull();
  expect(screen(console)).toContain("by exec 2:");
  press(console, "esc", "");
  expect(await second.answer).toBeNull();
});

test("who asks no more takes the question away; the other dialogs stay", async () => {
  const console = new FakeConsole(inventory);
  const first = await asked(console, "exec 1");
  const second = await asked(console, "exec 2");
  second.gone.abort();
  expect(await second.answer).toBeNull();
  expect(screen(console)).toContain("by exec 1:");
  first.gone.abort();
  expect(await first.answer).toBeNull();
  expect(console.store.dialogs.top).toBeNull();
  expect(console.store.notice?.text).toContain("exec 1 does not ask any more");
});

test.each(["locked", "leaving"])("a console that is %s agrees to nothing", async (how) => {
  const console = new FakeConsole(inventory);
  const { store } = console;
  const { answer } = await asked(console);
  if (how === "locked") store.lock.lock(true);
  else store.leaving = true;
  store.changes.now();
  expect(await answer).toBeNull();
  expect(store.dialogs.top).toBeNull();
  const late = await asked(console);
  expect(await late.answer).toBeNull();
});
