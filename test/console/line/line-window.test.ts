import { expect, test } from "vitest";
import { editorWith, pressed } from "./typed.js";

test("a line that fits is seen as it is", () => {
  expect(editorWith("start |web").visible(10)).toEqual({
    text: "start web",
    cursorColumn: 6,
    cutLeft: false,
    cutRight: false,
  });
});

test("at the end of the line the cursor has a column of its own", () => {
  expect(editorWith("0123456789|").visible(10)).toEqual({
    text: "123456789",
    cursorColumn: 9,
    cutLeft: true,
    cutRight: false,
  });
});

test("the window moves with the cursor, and only when it must", () => {
  const editor = editorWith("abcdefghijklmnopqrstuvwxyz|");
  expect(editor.visible(12)).toMatchObject({ text: "pqrstuvwxyz", cursorColumn: 11 });
  pressed(editor, "left", "left", "left");
  expect(editor.visible(12)).toMatchObject({ text: "pqrstuvwxyz", cursorColumn: 8 });
  // A quarter of the window is seen before the cursor.
  for (let turn = 0; turn < 8; turn += 1) pressed(editor, "left");
  expect(editor.visible(12)).toEqual({
    text: "mnopqrstuvwx",
    cursorColumn: 3,
    cutLeft: true,
    cutRight: true,
  });
  expect(pressed(editor, "home")).toMatch(/^\|/);
  expect(editor.visible(12)).toEqual({
    text: "abcdefghijkl",
    cursorColumn: 0,
    cutLeft: false,
    cutRight: true,
  });
});

test("whoever deletes at the end of a long line sees what comes before", () => {
  const editor = editorWith("abcdefghijklmnopqrstuvwxyz|");
  editor.visible(10);
  for (let turn = 0; turn < 20; turn += 1) pressed(editor, "backspace");
  expect(editor.visible(10)).toEqual({ text: "abcdef", cursorColumn: 6, cutLeft: false, cutRight: false });
});

test("wide characters are never cut, and leave the column they do not fit in", () => {
  const editor = editorWith("業務サーバー|");
  expect(editor.visible(6)).toEqual({ text: "バー", cursorColumn: 4, cutLeft: true, cutRight: false });
  pressed(editor, "left");
  expect(editor.visible(5)).toEqual({ text: "バー", cursorColumn: 2, cutLeft: true, cutRight: false });
  pressed(editor, "home");
  expect(editor.visible(5)).toEqual({ text: "業務", cursorColumn: 0, cutLeft: false, cutRight: true });
});

test("a decomposed character is as wide as a composed one, and is seen whole", () => {
  const editor = editorWith("か\u3099か\u3099か\u3099|");
  expect(editor.visible(5)).toMatchObject({ text: "か\u3099か\u3099", cursorColumn: 4 });
});

test("a window that grows shows more; one without room shows nothing", () => {
  const editor = editorWith("start web-01|");
  editor.visible(5);
  expect(editor.visible(40)).toEqual({
    text: "start web-01",
    cursorColumn: 12,
    cutLeft: false,
    cutRight: false,
  });
  expect(editor.visible(0)).toMatchObject({ text: "", cursorColumn: 0 });
  expect(editor.visible(1)).toEqual({ text: "", cursorColumn: 0, cutLeft: true, cutRight: false });
});
