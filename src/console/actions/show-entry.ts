import { undo } from "#console/actions/undo.js";
import type { Console } from "#console/console.js";
import { TextDialog, type TextLine } from "#console/prompts/text-dialog.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import type { Entry } from "#domain/entry.js";
import { printable } from "#messages/printable.js";

/** An entry in full, as it stands in the journal. */
export function showEntry(console: Console, entry: Entry): void {
  const { store, catalogue } = console;
  const { entry: texts } = catalogue.console;
  const close = () => store.dialogs.close(dialog);
  const leaving = (run: () => void) => () => {
    close();
    run();
  };
  const dialog: TextDialog = new TextDialog({
    title: `#${entry.seq} ${entry.OPR}`,
    lines: () => [...linesOf(entry), "", texts.check({ seq: entry.seq })],
    close,
    actions: new Map([
      ["u", { does: texts.undo, run: leaving(() => undo(console, entry)) }],
      ["J", { does: texts.jump, run: leaving(() => jumpToTarget(console, entry)) }],
    ]),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

/** Puts the cursor of the inventory on what an entry is about. */
export function jumpToTarget({ store, catalogue }: Console, entry: Entry | null): void {
  const link = entry === null ? null : store.endpoints.linkOf(entry);
  const own = entry?.TGT.id ?? null;
  const id = link === null || own === null ? null : store.endpoints.fleet.idOf(link, own);
  if (id !== null && store.inventory.inventory?.get(id) !== null) {
    if (!store.inventory.select(id)) {
      store.inventory.filterBy("");
      store.inventory.select(id);
    }
    store.focusOn("inventory");
  } else store.say("info", catalogue.console.entry.gone);
  store.changes.now();
}

/** The paper's order: What, When, Who, Where, What target, How before and after, Result; then what else there is. */
const ORDER: readonly string[] = ["OPR", "STR", "END", "ms", "USR", "HST", "TGT", "BEF", "AFT", "RST"];

function linesOf(entry: Entry): readonly TextLine[] {
  const place = (key: string) => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  const fields = Object.entries(entry)
    .sort(([a], [b]) => place(a) - place(b))
    .flatMap(([key, value]) => fieldsOf(key, value));
  const width = Math.max(...fields.map(([name]) => widthOf(name)));
  return fields.map(([name, value]) => [
    ["dim", `${fitTo(name, width)}  `],
    ["text", printable(value)],
  ]);
}

/** Every field by its name in the format, nested ones by their path. */
function fieldsOf(path: string, value: unknown): readonly (readonly [name: string, value: string])[] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(`${path}.${key}`, inner));
}
