import type { Console } from "#console/console.js";

/** What a key means while a filter is typed: what it leaves is shown at every key. */
export function pressFilter({ store }: Console, key: string, text: string): void {
  const { filterEditor: editor, filtered } = store.line;
  if (key === "enter" || key === "tab") store.focusOn(filtered);
  else if (filtered === "inventory" && (key === "up" || key === "down")) {
    store.inventory.move(key === "up" ? -1 : 1);
  } else {
    if (key === "esc" || key === "ctrl+c") {
      editor.set("");
      store.focusOn(filtered);
    } else if (!editor.press(key)) editor.insert(text);
    store[filtered].filterBy(editor.text);
  }
}
