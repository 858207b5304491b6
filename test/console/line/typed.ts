import { LineEditor } from "#console/line/line-editor.js";

/** An editor with a text in it; `|` stands where the cursor is, else it is at the end. */
export function editorWith(marked: string): LineEditor {
  const editor = new LineEditor();
  const column = marked.indexOf("|");
  editor.set(marked.replace("|", ""), column < 0 ? undefined : column);
  return editor;
}

/** The text with `|` where the cursor is. */
export function marked({ text, column }: LineEditor): string {
  return `${text.slice(0, column)}|${text.slice(column)}`;
}

/** Presses keys, and answers what is seen after the last one. */
export function pressed(editor: LineEditor, ...keys: readonly string[]): string {
  for (const key of keys) if (!editor.press(key)) throw new Error(`the editor does not know ${key}`);
  return marked(editor);
}

/** Types character by character, as a keyboard does. */
export function type(editor: LineEditor, text: string): void {
  for (const { segment } of new Intl.Segmenter().segment(text)) editor.insert(segment);
}
