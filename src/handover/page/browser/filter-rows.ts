import type { PageDocument, PageElement } from "#handover/page/browser/dom.js";

/** In the browser: shows the rows of the timeline that have the text and are of the chosen result, target and operation. */
export function filterRows(document: PageDocument): void {
  const filters = document.getElementById("filters");
  const count = document.getElementById("count");
  if (filters === null || count === null) return;
  const rows = [...document.querySelectorAll("#entries tbody tr")];
  const text = filters.querySelector("#filter-text");
  const choices = [...filters.querySelectorAll("select")];

  const shows = (row: PageElement, words: readonly string[]) => {
    if (choices.some(({ value, dataset }) => value !== "" && row.dataset[dataset.of ?? ""] !== value))
      return false;
    const said = (row.textContent ?? "").toLowerCase();
    return words.every((word) => said.includes(word));
  };
  const filter = () => {
    const words = (text?.value ?? "").toLowerCase().split(/\s+/u);
    for (const row of rows) row.hidden = !shows(row, words);
    const shown = rows.filter(({ hidden }) => !hidden).length;
    count.textContent = (count.dataset.said ?? "")
      .replace("{shown}", String(shown))
      .replace("{total}", String(rows.length));
  };
  const showAll = () => {
    for (const field of [text, ...choices]) if (field !== null) field.value = "";
    filter();
  };
  const clear = () => {
    showAll();
    text?.focus();
  };

  filters.addEventListener("input", filter);
  filters.querySelector("button")?.addEventListener("click", clear);
  filters.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") clear();
  });
  // What leads to a row is not to lead nowhere.
  for (const link of document.querySelectorAll("#report td a")) link.addEventListener("click", showAll);
  filters.hidden = false;
  // A browser may have kept what was in the fields when the page was last seen.
  filter();
}
