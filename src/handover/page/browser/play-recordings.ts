import { addButton } from "#handover/page/browser/add-button.js";
import type { Asciinema, PageDocument, PageElement } from "#handover/page/browser/dom.js";
import { Marker } from "#handover/page/browser/marker.js";
import { Stage } from "#handover/page/browser/stage.js";
import { walkRows } from "#handover/page/browser/walk-rows.js";

/** How often the moment that is seen is looked for among the rows, in milliseconds. */
const LOOK_MS = 100;

/** How long after an entry is looked at, in milliseconds: a console paints within 40 ms what an entry has changed. */
const PAINTED_MS = 80;

/**
 * In the browser: puts the player in the page, and a button that leads to its moment in each row that has one. A recording is
 * read when it is first played or jumped to.
 */
export function playRecordings(document: PageDocument, asciinema: Asciinema): void {
  const part = document.getElementById("recording");
  const place = document.getElementById("player");
  const choice = document.getElementById("recording-file");
  const error = document.getElementById("recording-error");
  const plays = document.getElementById("play-after-jump");
  const follows = document.getElementById("keep-in-view");
  const table = document.getElementById("entries");
  const view = table?.closest(".scrolls") ?? null;
  if (part === null || place === null || choice === null || error === null) return;
  if (table === null || view === null) return;
  const rows = [...table.querySelectorAll("tbody tr")].filter(({ dataset }) => dataset.cast !== undefined);
  const stage = new Stage(document, asciinema, { place, choice, error });
  const marker = new Marker(view, rows);

  const look = () => {
    const at = stage.at();
    if (at === null) delete place.dataset.at;
    else place.dataset.at = String(at);
    marker.mark(stage.shown, at, follows?.checked === true);
  };
  const jump = async (row: PageElement) => {
    const at = Number(row.dataset.at) + PAINTED_MS;
    await stage.jump(row.dataset.cast ?? "", at, plays?.checked === true);
    marker.prefer(row, at);
    look();
  };
  for (const row of rows) addButton(document, row, table.dataset.jump ?? "", () => void jump(row));
  walkRows(view, rows);
  choice.addEventListener("input", () => stage.show(choice.value));
  part.hidden = false;
  stage.show(choice.value);
  setInterval(look, LOOK_MS);
}
