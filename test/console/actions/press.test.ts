import { expect, test, vi } from "vitest";
import { paste, press } from "#console/actions/press.js";
import { footerLine } from "#console/panes/footer.js";
import { ChoiceDialog } from "#console/prompts/choice-dialog.js";
import type { Dialog } from "#console/prompts/dialog.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { estate, machine } from "../../inventory/estate.js";
import { entry, OK } from "../entries.js";
import { FakeConsole, PLAIN } from "../fake-console.js";

function opened(): FakeConsole {
  return new FakeConsole(
    estate(machine("vm-1", "web-01"), machine("vm-2", "web-02"), machine("vm-3", "db-01")),
  );
}

/** Keys by name; a key of one character types it. */
function keys(console: FakeConsole, ...names: readonly string[]): void {
  for (const name of names) press(console, name, [...name].length === 1 ? name : "");
}

class Listening implements Dialog {
  readonly title = "Listening";
  readonly heard: string[] = [];
  paint = () => ({ lines: [], cursor: null });
  press = (key: string) => void this.heard.push(key);
  paste = (text: string) => void this.heard.push(`pasted ${text}`);
  keys = () => [];
}

test("a dialog has every key, whatever was focused below it", () => {
  const console = opened();
  const dialog = new Listening();
  console.store.focusOn("line");
  console.store.dialogs.open(dialog);
  keys(console, "a", "enter", "ctrl+d", "q", "down");
  paste(console, "text");
  expect(dialog.heard).toEqual(["a", "enter", "ctrl+d", "q", "down", "pasted text"]);
  expect(console.store.line.text).toBe("");
  expect(console.told).toEqual([]);
});

test("the topmost dialog alone has them, and Escape or Ctrl-C closes it alone", () => {
  const console = opened();
  const [below, above] = [new Listening(), new Listening()];
  console.store.dialogs.open(below);
  console.store.dialogs.open(above);
  keys(console, "a", "esc", "b", "ctrl+c");
  expect([below.heard, above.heard]).toEqual([["b"], ["a"]]);
  expect(console.store.dialogs.top).toBeNull();
});

test("a dialog that does something at Escape is not just closed", () => {
  const console = opened();
  const cancel = vi.fn();
  const dialog: Dialog = Object.assign(new Listening(), { cancel });
  console.store.dialogs.open(dialog);
  keys(console, "esc", "ctrl+c");
  expect(cancel).toHaveBeenCalledTimes(2);
  expect(console.store.dialogs.top).toBe(dialog);
});

test("keys are text where a line is typed, and commands where a pane is", () => {
  const console = opened();
  keys(console, ":", "q", "?", "s");
  expect(console.store.line.text).toBe("q?s");
  keys(console, "esc", "j");
  expect(console.store).toMatchObject({ focus: "inventory", inventory: { selected: { name: "web-01" } } });
});

test("a filter shows what it leaves at every key; Enter keeps it, Escape shows all", () => {
  const console = opened();
  keys(console, "/", "w", "e", "b");
  expect(console.store.inventory.length).toBe(2);
  keys(console, "down");
  expect(console.store.inventory.selected?.name).toBe("web-02");
  keys(console, "enter");
  expect(console.store).toMatchObject({ focus: "inventory", inventory: { length: 2, filterText: "web" } });
  keys(console, "/", "esc");
  expect(console.store).toMatchObject({ focus: "inventory", inventory: { length: 3 } });
});

test("Escape in a pane takes back one thing at a time: the filter, then the marks", () => {
  const console = opened();
  keys(console, " ", "/", "w", "enter", "esc");
  expect(console.store.inventory).toMatchObject({ length: 3 });
  expect(console.store.inventory.marks.size).toBe(1);
  keys(console, "esc");
  expect(console.store.inventory.marks.size).toBe(0);
});

test("Escape in the audit pane takes back the filter, then goes on following", () => {
  const console = opened();
  const { audit } = console.store;
  for (const seq of [1, 2, 3]) audit.add(entry(seq, { RST: OK }), () => true);
  keys(console, "tab", "up", "/", "o", "k", "enter", "esc");
  expect(audit).toMatchObject({ filtering: false, selected: { seq: 2 } });
  keys(console, "esc");
  expect(audit.cursor).toBeNull();
});

test("the same key means what its pane says", () => {
  const console = opened();
  for (const seq of [1, 2]) console.store.audit.add(entry(seq, { RST: OK }), () => true);
  keys(console, "i");
  expect(console.store.dialogs.top?.title).toBe("db-01");
  keys(console, "esc", "tab", "i");
  expect(console.store.dialogs.top?.title).toBe("#2 StartVM");
});

test("Ctrl-D leaves from a pane and from an empty line; in a line with text it deletes", () => {
  const console = opened();
  keys(console, ":", "a", "b", "home", "ctrl+d");
  expect(console.store.line.text).toBe("b");
  expect(console.told).toEqual([]);
  keys(console, "ctrl+d", "ctrl+d");
  expect(console.told).toEqual(["leave"]);
});

test("leaving asks while something runs; a slip of the key always asks", () => {
  const console = opened();
  keys(console, "q");
  expect(console.told).toEqual([]);
  expect(console.dialog().lines.join("\n")).toContain("Log out and leave?");
  keys(console, "enter");
  expect(console.told).toEqual(["leave"]);
  const busy = opened();
  busy.store.jobs.begin("start web-01", 1);
  keys(busy, "ctrl+d");
  expect(busy.dialog().lines.join("\n")).toContain("One command is still running.");
  keys(busy, "esc");
  expect(busy).toMatchObject({ told: [], store: { jobs: { busy: true } } });
});

test("Ctrl-C loses nothing: it asks what is meant while something runs", () => {
  const console = opened();
  const job = console.store.jobs.begin("start web-01", 1);
  keys(console, "ctrl+c");
  expect(job.stop.signal.aborted).toBe(false);
  keys(console, "x");
  expect([job.stop.signal.aborted, job.giveUp.signal.aborted]).toEqual([true, false]);
  keys(console, "ctrl+c", "U");
  expect(job.giveUp.signal.aborted).toBe(true);
});

test("a question about what runs outlives it truthfully: nothing is cancelled that has ended", () => {
  const console = opened();
  const shown = () => console.dialog().lines.join("\n");
  const job = console.store.jobs.begin("suspend web-01", 1);
  keys(console, "ctrl+c");
  console.store.jobs.end(job);
  expect(shown()).toContain("What was running has ended; there is nothing left to cancel.");
  expect(shown()).not.toMatch(/0 commands|ask the server|wait no longer/u);
  keys(console, "x", "U");
  expect([job.stop.signal.aborted, job.giveUp.signal.aborted]).toEqual([false, false]);
  expect(console.store.notice).toBeNull();
  // What has begun meanwhile is asked about as before.
  const another = console.store.jobs.begin("start web-02", 1);
  expect(shown()).toContain("One command is running.");
  console.store.jobs.end(another);
  keys(console, "enter");
  expect(console.store.dialogs.top).toBeNull();
});

test("leaving waits for nothing that has ended: the question becomes the usual one", () => {
  const console = opened();
  const shown = () => console.dialog().lines.join("\n");
  const job = console.store.jobs.begin("suspend web-01", 1);
  keys(console, "q");
  console.store.jobs.end(job);
  expect(shown()).toMatch(/What was running has ended\..*Log out and leave\?/su);
  expect(shown()).not.toMatch(/0 commands|wait for them|ask the server/u);
  keys(console, "w", "x");
  expect(console.told).toEqual([]);
  keys(console, "enter");
  expect(console.told).toEqual(["leave"]);
});

test.each([
  ["ctrl+c", en, " x ask to cancel   U wait no longer   Esc let it run"],
  ["ctrl+c", ja, " x 取り消しを求める   U もう待たない   Esc そのまま続ける"],
  ["q", en, " w wait, then leave   x cancel them, then leave   Esc stay"],
  ["q", ja, " w 待って終了   x 取り消して終了   Esc 終了しない"],
] as const)("beside the answers to %s there is how to give none", (key, catalogue, hints) => {
  const console = Object.assign(opened(), { catalogue });
  console.store.jobs.begin("start web-01", 1);
  keys(console, key);
  expect(footerLine({ ...PLAIN, catalogue }, console, 80).trimEnd()).toBe(hints);
});

test("what gets one out of a dialog is kept, whatever else there is no room for", () => {
  const console = opened();
  const long = "what does it ".repeat(4);
  const answers = ["a", "b", "c"].map((key) => ({ key, does: long, run: () => undefined }));
  console.store.dialogs.open(new ChoiceDialog("Question", () => ["Which?"], answers));
  expect(footerLine(PLAIN, console, 80)).toMatch(/^ a (what does it ?)+ +Esc cancel *$/u);
  expect(footerLine(PLAIN, console, 60)).toMatch(/^ Esc cancel *$/u);
});

test("once the console is leaving, keys mean nothing", () => {
  const console = opened();
  console.store.leaving = true;
  keys(console, ":", "a");
  expect(console.store).toMatchObject({ focus: "inventory", line: { text: "" } });
});

test("what cannot be done now says why, and does nothing", () => {
  const console = opened();
  keys(console, "right");
  expect(console.store.notice).toMatchObject({
    role: "warning",
    text: expect.stringContaining("only in a tree"),
  });
  keys(console, "s");
  expect(console.store.notice?.text).toContain("it is on");
  expect(console.store.dialogs.top).toBeNull();
});

test("an error in a key is said in full, and the console goes on", () => {
  const console = opened();
  console.store.dialogs.open(
    Object.assign(new Listening(), {
      press: () => {
        throw new TypeError("broken");
      },
    }),
  );
  keys(console, "a");
  expect(console.store.dialogs.top).toBeInstanceOf(TextDialog);
  expect(console.dialog().lines.join("\n")).toContain("broken");
});

test("from a text that was read the next line is typed at once, but not past a dialog below it", () => {
  const console = opened();
  const text = () => new TextDialog({ title: "Read", lines: () => ["read"], close: () => undefined });
  console.store.dialogs.open(text());
  keys(console, ":", ..."stop web-01");
  expect(console.store).toMatchObject({ focus: "line", line: { text: "stop web-01" } });
  const below = new Listening();
  console.store.dialogs.open(below);
  console.store.dialogs.open(text());
  keys(console, ":", "x");
  expect(console.store.dialogs.top).toBe(below);
  expect(below.heard).toEqual(["x"]);
});

test("a line that cannot be understood stays, with what is wrong; the next key takes that away", () => {
  const console = opened();
  keys(console, ":", ..."memory", "enter");
  expect(console.store.line).toMatchObject({ text: "memory", problem: { code: "SYNTAX" } });
  keys(console, "a");
  expect(console.store.line.problem).toBeNull();
});

test("the console's own verbs run from the line, and take no words that mean nothing", () => {
  const console = opened();
  keys(console, ":", ..."ticket CHG-1", "enter", ..."reason patching it", "enter");
  expect(console.store.purpose).toEqual({ ticket: "CHG-1", why: "patching it" });
  keys(console, ..."ticket", "enter");
  expect(console.store.purpose).toEqual({ why: "patching it" });
  keys(console, ..."lock now", "enter");
  expect(console.store.line.problem).toMatchObject({ code: "SYNTAX", facts: { column: 5 } });
  expect(console.told).toEqual([]);
  keys(console, "ctrl+u", ..."reconnect", "enter", ..."reconnect vc1", "enter", ..."lock", "enter");
  keys(console, ..."connect vc2", "enter", ..."disconnect sim", "enter");
  keys(console, ..."read-only", "enter", ..."read-only off", "enter");
  expect(console.told).toEqual([
    "reconnect",
    "reconnect vc1",
    "lock",
    "connect vc2",
    "disconnect sim",
    "read-only on",
    "read-only off",
  ]);
  for (const wrong of ["connect", "disconnect", "read-only maybe"]) {
    keys(console, "ctrl+u", ...wrong, "enter");
    expect(console.store.line.problem, wrong).toMatchObject({ code: "SYNTAX" });
  }
  expect(console.told).toHaveLength(7);
});

test("while the console is locked every key and paste is for the password, even those that are for the shell", () => {
  const console = opened();
  console.store.lock.lock(true);
  keys(console, "ctrl+z", ":", "x");
  paste(console, "secret");
  expect(console.told).toEqual(["locked ctrl+z", "locked :", "locked x", "locked paste secret"]);
  expect(console.store.focus).toBe("inventory");
});
