import { showDetails } from "#console/actions/show-details.js";
import { showTouchedHere, whyNotTouched } from "#console/actions/show-touched.js";
import type { Command, Console } from "#console/console.js";
import { machineColumns } from "#console/panes/machine-columns.js";
import { ARRANGEMENTS } from "#console/store/inventory-model.js";

type CommandText = keyof Console["catalogue"]["console"]["commands"];

const always = () => null;

function look(
  id: CommandText,
  keys: readonly string[],
  run: (console: Console) => void,
  whyNot: Command["whyNot"] = always,
): Command {
  return {
    id,
    keys,
    where: "inventory",
    group: id.startsWith("mark") ? "mark" : "look",
    does: ({ console: texts }) => texts.commands[id],
    whyNot,
    run,
  };
}

const onlyInTable: Command["whyNot"] = ({ store, catalogue }) =>
  store.inventory.table === null ? catalogue.console.disabled.onlyInTable : null;

const onlyInTree: Command["whyNot"] = ({ store, catalogue }) =>
  store.inventory.tree === null ? catalogue.console.disabled.onlyInTree : null;

/** What the inventory pane can do with what it shows. Movement is in `move.ts`: it needs no explanation. */
export const LOOK_COMMANDS: readonly Command[] = [
  look("details", ["i"], showDetails),
  look("touched", ["w"], showTouchedHere, whyNotTouched),
  look("filter", ["/"], ({ store }) => {
    store.line.beginFilter("inventory", store.inventory.filterText);
    store.focusOn("filter");
  }),
  look("arrange", ["t"], ({ store: { inventory } }) => {
    const next = (ARRANGEMENTS.indexOf(inventory.arrangement) + 1) % ARRANGEMENTS.length;
    inventory.arrangeBy(ARRANGEMENTS[next] ?? "table");
  }),
  look("sort", ["o"], ({ store: { inventory } }) => sortNext(inventory), onlyInTable),
  look(
    "reverse",
    ["O"],
    ({ store: { inventory } }) => inventory.sortBy(inventory.sort.column, !inventory.sort.descending),
    onlyInTable,
  ),
  look("unfold", ["right", "l"], ({ store }) => store.inventory.unfold(true), onlyInTree),
  look("fold", ["left", "h"], ({ store }) => store.inventory.unfold(false), onlyInTree),
  look("mark", [" "], ({ store }) => store.inventory.toggleMark()),
  look("markRange", ["V"], ({ store }) => store.inventory.markRange()),
  look("markShown", ["*"], ({ store }) => store.inventory.markShown()),
];

function sortNext(inventory: Console["store"]["inventory"]): void {
  const columns = machineColumns(inventory.joined);
  const at = columns.findIndex(({ key }) => key === inventory.sort.column);
  const next = columns[(at + 1) % columns.length];
  if (next !== undefined) inventory.sortBy(next.key, false);
}
