import type { PageDocument, PageElement } from "#handover/page/browser/dom.js";

/** The time of a row becomes its button; a click anywhere in the row does what it does. */
export function addButton(document: PageDocument, row: PageElement, title: string, jump: () => void): void {
  const time = row.querySelector("time");
  if (time === null) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = time.textContent;
  button.title = title.replace("{time}", time.textContent ?? "");
  time.replaceChildren(button);
  row.addEventListener("click", () => {
    // Whoever marks a text of the row does not mean to leave the moment that is seen.
    if (document.getSelection()?.isCollapsed !== false) jump();
  });
}
