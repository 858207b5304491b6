import { leaveAsking } from "#console/actions/leave.js";
import { moved } from "#console/actions/move.js";
import { pressFilter } from "#console/actions/press-filter.js";
import { pressLine } from "#console/actions/press-line.js";
import { showRun } from "#console/actions/run-pause.js";
import { sayProblem } from "#console/actions/say.js";
import type { Command, Console } from "#console/console.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import type { Store } from "#console/store/store.js";

/**
 * Every key goes through here: to the topmost dialog, the line that is typed, or the pane.
 *
 * @param key its name: `a`, `ctrl+r`, `alt+b`, `enter`, `shift+tab`
 * @param text what it types; empty for a key that types nothing
 */
export function press(console: Console, key: string, text: string): void {
  const { store } = console;
  try {
    if (store.leaving) return;
    store.keys.press(key, store.clock());
    // Neither the shell nor anything else is to be had by it.
    if (console.locking.touch(key)) return;
    console.recording.key(key, text);
    if (store.lock.isLocked) console.locking.press(key, text);
    else if (key === "ctrl+z") console.suspend();
    else if (key === "ctrl+l") console.redraw();
    else if (store.dialogs.top !== null) pressDialog(console, key, text);
    else if (store.focus === "filter") pressFilter(console, key, text);
    else if (key === "ctrl+d" && (store.focus !== "line" || store.line.text === "")) leaveAsking(console);
    else if (store.focus === "line") pressLine(console, key, text);
    else pressPane(console, key);
  } catch (cause) {
    sayProblem(console, cause);
  }
  store.changes.now();
}

/** Pasted text is one thing: it runs nothing, whatever line ends it holds. */
export function paste(console: Console, text: string): void {
  const { store } = console;
  const { top } = store.dialogs;
  if (console.locking.touch("")) return;
  console.recording.paste(text);
  if (store.lock.isLocked) console.locking.paste(text);
  else if (top !== null) top.paste?.(text);
  else if (store.focus === "filter") {
    store.line.filterEditor.insert(text);
    store[store.line.filtered].filterBy(store.line.filterEditor.text);
  } else {
    store.focusOn("line");
    store.line.editor.insert(text);
  }
  store.changes.now();
}

function pressDialog({ store }: Console, key: string, text: string): void {
  const { top } = store.dialogs;
  if (key === ":" && top instanceof TextDialog) readAndType(store, top);
  else if (key !== "esc" && key !== "ctrl+c") top?.press(key, text);
  else if (top?.cancel !== undefined) top.cancel();
  else if (top !== null) store.dialogs.close(top);
}

/** From a text that has been read, what went wrong above all, the next line can be typed at once. */
function readAndType(store: Store, read: TextDialog): void {
  store.dialogs.close(read);
  if (store.dialogs.top === null) store.focusOn("line");
}

function pressPane(console: Console, key: string): void {
  const { store } = console;
  store.clearNotice();
  const command = commandFor(console, key);
  const why = command?.whyNot(console) ?? null;
  if (key === "esc") escaped(console);
  else if (command === null) moved(console, key);
  else if (why === null) command.run(console);
  // What a run waits for is said on the screen: there it is the reason that counts.
  else store.say("warning", command.where === "run" ? why : `${command.does(console.catalogue)}: ${why}`);
}

/** Takes back one thing at a time: the filter, then the marks, then the place in the audit pane. */
function escaped(console: Console): void {
  const { store } = console;
  if (store.pane === "run") {
    leaveRunView(console);
    return;
  }
  const pane = store[store.pane];
  if (pane.filtering) pane.filterBy("");
  else if (store.pane === "inventory") store.inventory.marks.clear();
  else store.audit.follow();
}

/** Back to where the run is, and then to the machines: the run goes on meanwhile. */
function leaveRunView(console: Console): void {
  const { run } = console.store;
  if (run.isFollowing) showRun(console, false);
  else run.follow();
}

/**
 * What a key means in a pane; null when it means nothing there. What is the pane's own goes first, and of that what can be
 * done now.
 */
function commandFor(console: Console, key: string): Command | null {
  const having = console.commands.filter(({ keys }) => keys.includes(key));
  const own = having.filter(({ where }) => where === console.store.pane);
  return (
    own.find((command) => command.whyNot(console) === null) ??
    own[0] ??
    having.find(({ where }) => where === "everywhere") ??
    null
  );
}
