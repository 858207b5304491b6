import { interrupt } from "#console/actions/interrupt.js";
import { runLine } from "#console/actions/run-line.js";
import { CONSOLE_VERB_TABLE } from "#console/commands/console-verbs.js";
import type { Console } from "#console/console.js";
import { commonPrefix } from "#language/candidate.js";
import { complete } from "#language/complete.js";

/** What a key means while the command line is typed. */
export function pressLine(console: Console, key: string, text: string): void {
  const { line } = console.store;
  line.problem = null;
  const work = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  if (line.search !== null) searchPressed(console, key, text);
  // The key that leads here, where one is already: no line begins with it.
  else if (text === ":" && line.text === "") return;
  else if (work !== undefined) work(console);
  else {
    line.choosing = null;
    if (!line.editor.press(key)) line.editor.insert(text);
  }
}

const KEYS: Readonly<Record<string, (console: Console) => void>> = {
  enter: runLine,
  tab: (console) => completeLine(console),
  "shift+tab": ({ store }) => store.line.turn(-1),
  esc: ({ store }) => {
    if (store.line.choosing !== null) store.line.choosing = null;
    else store.focusOn(store.pane);
  },
  "ctrl+c": (console) => {
    const { store } = console;
    store.line.choosing = null;
    if (store.line.text !== "") store.line.editor.set("");
    else if (store.jobs.busy) interrupt(console);
    else store.focusOn(store.pane);
  },
  "ctrl+r": ({ store }) => store.line.beginSearch(),
  up: ({ store: { line } }) => {
    if (line.choosing !== null) line.turn(-1);
    else older(line);
  },
  down: ({ store: { line } }) => {
    if (line.choosing !== null) line.turn(1);
    else newer(line);
  },
  "ctrl+p": ({ store: { line } }) => older(line),
  "ctrl+n": ({ store: { line } }) => newer(line),
};

type Line = Console["store"]["line"];

function older({ editor, history }: Line): void {
  const line = history.previous(editor.text.slice(0, editor.column), editor.text);
  if (line !== null) editor.set(line);
}

function newer({ editor, history }: Line): void {
  const line = history.next(editor.text);
  if (line !== null) editor.set(line);
}

/** The first Tab adds what all candidates share, or shows them; the next ones go through them. */
function completeLine({ store }: Console): void {
  const { line, vocabulary } = store;
  if (line.choosing !== null) line.turn(1);
  if (line.choosing !== null || vocabulary === null) return;
  const { editor } = line;
  const completion = complete(editor.text, editor.column, vocabulary, undefined, CONSOLE_VERB_TABLE);
  const shared = commonPrefix(completion.candidates);
  const typed = editor.text.slice(completion.start, editor.column);
  if (completion.candidates.length === 1 || shared.length > typed.length) {
    line.replace(completion.start, completion.end, shared);
    if (completion.candidates.length === 1) return;
  }
  line.choose(completion);
}

function searchPressed({ store: { line } }: Console, key: string, text: string): void {
  const { search } = line;
  if (search === null) return;
  const came = search.press(key === "ctrl+c" ? "ctrl+g" : key, text);
  if (came === "searching") return;
  line.endSearch(search.line);
  if (came === "accepted" && key !== "enter") line.editor.press(key);
}
