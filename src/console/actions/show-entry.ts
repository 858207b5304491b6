import { undo } from "#console/actions/undo.js";
import type { Console } from "#console/console.js";
import { TextDialog, type TextLine } from "#console/prompts/text-dialog.js";
import { fitTo } from "#console/widgets/width.js";
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
    lines: () => [...linesOf(entry, ""), "", texts.check({ seq: entry.seq })],
    close,
    actions: new Map([
      ["u", { does: texts.undo, run: leaving(() => undo(console, entry)) }],
      ["j", { does: texts.jump, run: leaving(() => jumpToTarget(console, entry)) }],
    ]),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

/** Puts the cursor of the inventory on what an entry is about. */
export function jumpToTarget({ store, catalogue }: Console, entry: Entry | null): void {
  const id = entry?.TGT.id ?? null;
  if (id !== null && store.inventory.inventory?.get(id) !== null) {
    if (!store.inventory.select(id)) {
      store.inventory.filterBy("");
      store.inventory.select(id);
    }
    store.focusOn("inventory");
  } else store.say("info", catalogue.console.entry.gone);
  store.changes.now();
}

const LABEL_WIDTH = 12;

/** Every field by its name in the format, nested ones below each other. */
function linesOf(value: object, path: string): readonly TextLine[] {
  return Object.entries(value).flatMap(([key, each]): readonly TextLine[] => {
    const name = path === "" ? key : `${path}.${key}`;
    if (typeof each === "object" && each !== null) return linesOf(each, name);
    return [
      [
        ["dim", `${fitTo(name, LABEL_WIDTH)}${name.length > LABEL_WIDTH ? " " : " "}`],
        ["text", printable(String(each))],
      ],
    ];
  });
}
