import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The modules of `browser/`, each after those that it imports. */
const FILTER: readonly string[] = ["filter-rows"];
const PLAY: readonly string[] = ["add-button", "walk-rows", "marker", "stage", "play-recordings"];

/**
 * What the page runs, as one script: the built modules of `browser/` one after the other, without what binds modules, since a
 * file that is opened from a disk may import nothing. A failure to read them is thrown as it is: the program is not whole.
 *
 * @param plays whether there are recordings and a player
 */
export function ownScript(plays: boolean): string {
  const filter = [...FILTER.map(body), "filterRows(document);"];
  const play = [...PLAY.map(body), "playRecordings(document, AsciinemaPlayer);"];
  return [...filter, ...(plays ? play : [])].join("\n");
}

function body(name: string): string {
  const path = fileURLToPath(import.meta.resolve(`#handover/page/browser/${name}.js`));
  return readFileSync(path, "utf8")
    .replaceAll(/^import [^;]+;$/gmu, "")
    .replaceAll(/^export (?=function|class|const)/gmu, "")
    .replaceAll(/^\/\/# sourceMappingURL=.*$/gmu, "")
    .trim();
}
