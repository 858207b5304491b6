import type { PageElement } from "#handover/page/browser/dom.js";

/** One button of the table is in the order of Tab; from it, and from the table's view, the arrows go to the others that are shown. */
export function walkRows(view: PageElement, rows: readonly PageElement[]): void {
  const buttonOf = (row: PageElement | undefined) => row?.querySelector("button") ?? null;
  const stop = (row: PageElement | undefined) => {
    for (const each of rows) {
      const button = buttonOf(each);
      if (button !== null) button.tabIndex = each === row ? 0 : -1;
    }
  };
  stop(rows[0]);
  view.addEventListener("focusin", ({ target }) => stop(rows.find((row) => row.contains(target))));
  view.addEventListener("keydown", (event) => {
    const shown = rows.filter(({ hidden }) => !hidden);
    const here = shown.findIndex((row) => row.contains(event.target));
    const places: Readonly<Record<string, number>> = {
      ArrowUp: Math.max(0, here - 1),
      ArrowDown: here + 1,
      Home: 0,
      End: shown.length - 1,
    };
    const row = shown[places[event.key ?? ""] ?? -1];
    if (row === undefined) return;
    event.preventDefault();
    buttonOf(row)?.focus();
  });
}
