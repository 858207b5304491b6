import type { Command, Console } from "#console/console.js";
import { ListDialog } from "#console/prompts/list-dialog.js";
import { keyName } from "#console/widgets/key-name.js";
import { printable } from "#messages/printable.js";

/** Everything that can be done now, to choose from by typing; what cannot be done says why. */
export function openPalette(console: Console, group: Command["group"] | null): void {
  const { store, catalogue, commands } = console;
  const { palette: texts } = catalogue.console;
  const offered = commands
    .filter((command) => group === null || command.group === group)
    .map((command) => ({ command, why: command.whyNot(console) }));
  // What can be done comes before what cannot: it is what one looks for.
  const shown = [...offered.filter(({ why }) => why === null), ...offered.filter(({ why }) => why !== null)];
  const targets = store.inventory.targets();
  const selected = store.inventory.selected;
  const name =
    targets.length > 1 ? texts.machines({ count: targets.length }) : printable(selected?.name ?? "");
  const dialog: ListDialog = new ListDialog(
    group === "operate" ? texts.operate({ name }) : texts.title,
    shown.map(({ command, why }) => ({
      name: command.group === "operate" ? command.id : command.does(catalogue),
      note: command.group === "operate" ? command.does(catalogue) : "",
      aside: command.keys[0] === undefined ? "" : keyName(command.keys[0]),
      disabled: why,
      run: () => {
        store.dialogs.close(dialog);
        command.run(console);
        store.changes.now();
      },
    })),
  );
  store.dialogs.open(dialog);
}
