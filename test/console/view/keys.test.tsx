import { Text, useInput } from "ink";
import { render } from "ink-testing-library";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { type KeyPress, keyPresses } from "#console/view/keys.js";
import { bytesOfKey } from "../../terminal/keys.js";

const letGo: (() => void)[] = [];

afterEach(() => {
  for (const each of letGo.splice(0)) each();
});

/** What the console hears when a terminal sends these bytes at once. */
async function heard(bytes: string): Promise<readonly KeyPress[]> {
  const presses: KeyPress[] = [];
  function Listener(): ReactNode {
    useInput((input, key) => {
      presses.push(...keyPresses(input, key));
    });
    return <Text>listening</Text>;
  }
  const { stdin, lastFrame, unmount } = render(<Listener />);
  letGo.push(unmount);
  await vi.waitFor(() => expect(lastFrame()).toContain("listening"));
  stdin.write(bytes);
  await vi.waitFor(() => expect(presses.length).toBeGreaterThan(0));
  return presses;
}

test.each([
  "up",
  "down",
  "left",
  "right",
  "home",
  "end",
  "pageup",
  "pagedown",
  "delete",
  "backspace",
  "enter",
  "tab",
  "shift+tab",
  "esc",
  "ctrl+a",
  "ctrl+c",
  "ctrl+d",
  "ctrl+r",
  "ctrl+z",
  "ctrl+_",
  "alt+b",
  "alt+d",
  "alt+backspace",
  "ctrl+left",
  "alt+right",
  "shift+up",
])("%s is heard by its name, and types nothing", async (key) => {
  expect(await heard(bytesOfKey(key))).toEqual([{ key, text: "" }]);
});

test.each([
  ["a", "a"],
  ["A", "A"],
  [" ", " "],
  [":", ":"],
  ["é", "é"],
  ["会", "会"],
  ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"],
])("%s is typed", async (bytes, text) => {
  expect(await heard(bytes)).toEqual([{ key: text, text }]);
});

test("a chunk of several keys is each of them", async () => {
  expect(await heard("jjj")).toEqual(["j", "j", "j"].map((key) => ({ key, text: key })));
  const line = await heard("ls\r");
  expect(line.map(({ key }) => key)).toEqual(["l", "s", "enter"]);
  const controls = await heard("a\u0001\u007fb");
  expect(controls.map(({ key }) => key)).toEqual(["a", "ctrl+a", "backspace", "b"]);
});

test("an input method's word is each of its characters", async () => {
  const typed = await heard("会計サーバー");
  expect(typed.map(({ text }) => text)).toEqual(["会", "計", "サ", "ー", "バ", "ー"]);
});

test("cursor keys that come in one chunk are each one", async () => {
  const keys = await heard(bytesOfKey("down") + bytesOfKey("down") + bytesOfKey("up"));
  expect(keys.map(({ key }) => key)).toEqual(["down", "down", "up"]);
});

test.each([
  ["its background, ended by BEL", "\u001b]11;rgb:0000/0000/0000\u0007"],
  ["its background, ended by ST", "\u001b]11;rgb:ffff/ffff/dddd\u001b\\"],
  ["what it is", "\u001b[?62;4c"],
])("a terminal's late answer types nothing: %s", async (_, bytes) => {
  const presses = await heard(`${bytes}x`);
  await vi.waitFor(() => expect(presses.map(({ text }) => text).join("")).toBe("x"));
});
