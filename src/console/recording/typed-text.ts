import type { Store } from "#console/store/store.js";

/** What stands in the lines that are typed, whether they are typed in now or only seen. */
export function typedTexts({ line }: Store): string {
  return [line.text, line.filterEditor.text].join("\n");
}

/** What stands already in that line into which the next key goes; of a dialog only the screen says it. */
export function typedHere({ dialogs, focus, line }: Store): string {
  if (dialogs.top !== null) return "";
  if (focus === "filter") return line.filterEditor.text;
  return focus === "line" ? (line.search?.query ?? line.text) : "";
}
