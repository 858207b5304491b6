import { expect, test } from "vitest";
import { LineEditor } from "#console/line/line-editor.js";
import { editorWith, marked, pressed, type } from "./typed.js";

/** か with a combining voiced sound mark, as macOS hands over file names. */
const DECOMPOSED_GA = "か\u3099";
const FAMILY = "👨\u200d👩\u200d👧";
const FLAG = "🇯🇵";

test.each([
  // The cursor.
  ["left", "start web|", "start we|b"],
  ["left", "|web", "|web"],
  ["ctrl+b", "start| web", "star|t web"],
  ["right", "start| web", "start |web"],
  ["ctrl+f", "web|", "web|"],
  ["home", "start web|", "|start web"],
  ["ctrl+a", "start| web", "|start web"],
  ["end", "|start web", "start web|"],
  ["ctrl+e", "st|art web", "start web|"],
  ["alt+b", "memory web-01|", "memory web-|01"],
  ["alt+left", "memory web-|01", "memory |web-01"],
  ["ctrl+left", "memory   |web", "|memory   web"],
  ["alt+f", "|memory web-01", "memory| web-01"],
  ["alt+right", "memory| web-01", "memory web|-01"],
  ["ctrl+right", "memory web-01  |", "memory web-01  |"],
  ["alt+b", "start 業務サーバー１|", "start |業務サーバー１"],
  // Deleting.
  ["backspace", "start wwe|b", "start ww|b"],
  ["ctrl+h", "|web", "|web"],
  ["delete", "start |wweb", "start |web"],
  ["ctrl+d", "web|", "web|"],
  // Killing.
  ["ctrl+k", "start| web-01", "start|"],
  ["ctrl+u", "start |web-01", "|web-01"],
  ["ctrl+w", "start web-01  |", "start |"],
  ["ctrl+w", "start\u3000業務-01|", "start\u3000|"],
  ["alt+backspace", "start web-01|", "start web-|"],
  ["alt+d", "start| web-01", "start|-01"],
  // Dragging.
  ["ctrl+t", "ab|", "ba|"],
  ["ctrl+t", "a|bc", "ba|c"],
  ["ctrl+t", "|ab", "|ab"],
  ["ctrl+t", "a|", "a|"],
  ["alt+t", "web-01 sta|rt", "web-start 01|"],
  ["alt+t", "|web start", "|web start"],
  ["alt+t", "start web|", "web start|"],
  // Case.
  ["alt+u", "|start web", "START| web"],
  ["alt+u", "st|raße", "stRASSE|"],
  ["alt+l", "|START Web", "start| Web"],
  ["alt+c", "start| wEB-01", "start Web|-01"],
  ["alt+c", "s|TART", "sTart|"],
  ["alt+u", "web |", "web |"],
])("%s makes of %s %s", (key, before, after) => {
  expect(pressed(editorWith(before), key)).toBe(after);
});

test.each(["up", "down", "enter", "tab", "esc", "ctrl+r", "ctrl+left+x", "a", "constructor"])(
  "%s is for somebody else, and changes nothing",
  (key) => {
    const editor = editorWith("start| web");
    expect(editor.press(key)).toBe(false);
    expect(marked(editor)).toBe("start| web");
  },
);

test("kills one after another come back together, in the order of the text", () => {
  const editor = editorWith("move web-01 --host| esx-02");
  expect(pressed(editor, "ctrl+w", "alt+backspace", "ctrl+k", "alt+backspace")).toBe("move |");
  expect(pressed(editor, "ctrl+y")).toBe("move web-01 --host esx-02|");
});

test("a key in between begins another kill, and alt+y goes back to the one before, round and round", () => {
  const editor = editorWith("one two three|");
  pressed(editor, "ctrl+w", "left", "right", "ctrl+w", "left", "right", "ctrl+w");
  expect(pressed(editor, "ctrl+y")).toBe("one |");
  expect(pressed(editor, "alt+y")).toBe("two |");
  expect(pressed(editor, "alt+y")).toBe("three|");
  expect(pressed(editor, "alt+y")).toBe("one |");
  expect(pressed(editor, "left", "right", "alt+y")).toBe("one |");
});

test("deleting a character is no kill, and a kill of nothing neither", () => {
  const editor = editorWith("start web|");
  pressed(editor, "ctrl+w", "backspace", "ctrl+k", "alt+d");
  expect(pressed(editor, "ctrl+a", "ctrl+u", "ctrl+y")).toBe("web|start");
});

test("what was killed in one line is yanked in the next", () => {
  const editor = editorWith("start web-01|");
  pressed(editor, "ctrl+w");
  editor.set("");
  type(editor, "stop ");
  expect(pressed(editor, "ctrl+y")).toBe("stop web-01|");
});

test("the ten newest kills are kept", () => {
  const editor = new LineEditor();
  for (let kill = 1; kill <= 12; kill += 1) {
    editor.set(`${kill}`);
    pressed(editor, "ctrl+u");
  }
  const seen = [pressed(editor, "ctrl+y")];
  for (let turn = 0; turn < 10; turn += 1) seen.push(pressed(editor, "alt+y"));
  expect(seen).toEqual(["12|", "11|", "10|", "9|", "8|", "7|", "6|", "5|", "4|", "3|", "12|"]);
});

test("nothing was killed yet: there is nothing to yank", () => {
  expect(pressed(editorWith("web|"), "ctrl+y", "alt+y")).toBe("web|");
});

test("typed characters are undone together, what was pasted at once, and each kill by itself", () => {
  const editor = new LineEditor();
  type(editor, "start ");
  editor.insert("web-01,web-02");
  type(editor, " --yes");
  pressed(editor, "ctrl+w", "ctrl+w");
  expect(marked(editor)).toBe("start |");
  const seen = [];
  for (let turn = 0; turn < 6; turn += 1) seen.push(pressed(editor, "ctrl+_"));
  expect(seen).toEqual([
    "start web-01,web-02 |",
    "start web-01,web-02 --yes|",
    "start web-01,web-02|",
    "start |",
    "|",
    "|",
  ]);
});

test("a long line that was typed is undone by twenty characters", () => {
  const editor = new LineEditor();
  type(editor, "memory web-01 8GiB --host esx-02");
  expect(pressed(editor, "ctrl+_")).toBe("memory web-01 8GiB -|");
  expect(pressed(editor, "ctrl+/")).toBe("|");
});

test("typing in another place is undone by itself, and the cursor goes to what comes back", () => {
  const editor = new LineEditor();
  type(editor, "web");
  pressed(editor, "home");
  type(editor, "start ");
  expect(pressed(editor, "end", "ctrl+_")).toBe("|web");
  expect(pressed(editor, "end", "ctrl+t", "home", "ctrl+_")).toBe("web|");
});

test("a key that changed nothing leaves nothing to undo", () => {
  const editor = new LineEditor();
  type(editor, "WEB");
  pressed(editor, "home", "alt+u", "ctrl+k", "home", "alt+d", "backspace", "ctrl+_");
  expect(pressed(editor, "ctrl+_")).toBe("|");
});

test("one undo takes back what alt+y put in the place of a yank", () => {
  const editor = editorWith("one two|");
  pressed(editor, "ctrl+w", "left", "ctrl+u", "ctrl+y", "alt+y");
  expect(marked(editor)).toBe("two| ");
  expect(pressed(editor, "ctrl+_")).toBe("one| ");
});

test("a new text begins anew: what came before cannot be undone", () => {
  const editor = new LineEditor();
  type(editor, "start web-01");
  editor.set("stop web-02");
  expect(pressed(editor, "ctrl+_")).toBe("stop web-02|");
});

test("a completion takes the place of the word, and can be undone", () => {
  const editor = editorWith("start we| --yes");
  editor.replace(6, 8, "web-01");
  expect(marked(editor)).toBe("start web-01| --yes");
  expect(pressed(editor, "ctrl+_")).toBe("start we| --yes");
});

test("what is pasted stays one line", () => {
  const editor = new LineEditor();
  editor.insert("start web-01\r\nstop\tweb-02\n\n\u001b[31m\u0000\u2028end");
  expect(editor.text).toBe("start web-01 stop web-02 [31m end");
  editor.set("a\nb");
  expect(marked(editor)).toBe("a b|");
});

test("half of a character is dropped, wherever it comes from", () => {
  const editor = new LineEditor();
  for (const half of ["\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"]) editor.insert(half);
  expect(editor.text).toBe("ab");
  editor.set("\ude00😀\ud83d");
  expect(marked(editor)).toBe("😀|");
});

test.each([DECOMPOSED_GA, FAMILY, FLAG, "e\u0301", "👍🏽", "각", "1\ufe0f\u20e3", "ｶﾞ"])(
  "%s is one character to every key",
  (character) => {
    const text = `a${character}b`;
    const after = 1 + character.length;
    const editor = new LineEditor();
    editor.set(text, after);
    pressed(editor, "left");
    expect(editor.column).toBe(1);
    pressed(editor, "ctrl+t");
    expect(editor.text).toBe(`${character}ab`);
    pressed(editor, "ctrl+_", "home", "right", "right");
    expect([editor.text, editor.column]).toEqual([text, after]);
    expect(pressed(editor, "backspace")).toBe("a|b");
    expect(pressed(editor, "ctrl+_", "left", "delete")).toBe("a|b");
    // Asked to stand inside it, the cursor goes to its end.
    editor.set(text, 2);
    expect(editor.column).toBe(after);
  },
);

test("composed and decomposed characters stay as they were typed", () => {
  const editor = new LineEditor();
  type(editor, `が${DECOMPOSED_GA}`);
  expect(editor.text).toBe(`が${DECOMPOSED_GA}`);
  expect(pressed(editor, "alt+b")).toBe(`|が${DECOMPOSED_GA}`);
});

test("what joins the character before it takes the cursor along", () => {
  const editor = editorWith("が|x");
  editor.set("かx", 1);
  editor.insert("\u3099");
  expect(marked(editor)).toBe(`${DECOMPOSED_GA}|x`);
  // The mark was alone at the beginning, and finds a letter when one is typed before it.
  editor.set("\u3099x", 0);
  editor.insert("か");
  expect(marked(editor)).toBe(`${DECOMPOSED_GA}|x`);
  expect(pressed(editor, "ctrl+_")).toBe("\u3099|x".replace("\u3099|", "|\u3099"));
});

test("a yank that melts into what follows is still replaced as a whole", () => {
  const editor = editorWith("か|");
  pressed(editor, "ctrl+u");
  editor.set("き");
  pressed(editor, "ctrl+u");
  editor.set("\u3099x", 0);
  expect(pressed(editor, "ctrl+y")).toBe("き\u3099|x");
  expect(pressed(editor, "alt+y")).toBe(`${DECOMPOSED_GA}|x`);
});

test("the cursor is asked to be outside the text", () => {
  const editor = new LineEditor();
  editor.set("web", 99);
  expect(marked(editor)).toBe("web|");
  editor.set("web", -1);
  expect(marked(editor)).toBe("|web");
});
