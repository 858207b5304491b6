import type { Console } from "#console/console.js";
import { detailsText } from "#console/panes/details-text.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { printable } from "#messages/printable.js";

/** What is selected, in the whole of the body: where there is no room beside the inventory, or not enough. */
export function showDetails({ store, catalogue }: Console): void {
  const { selected } = store.inventory;
  if (selected === null) return;
  const dialog: TextDialog = new TextDialog({
    title: printable(`${store.endpoints.leadOf(selected.id)}${selected.name}`),
    lines: () => detailsText(catalogue, store, store.inventory.inventory?.get(selected.id) ?? selected),
    close: () => store.dialogs.close(dialog),
  });
  store.dialogs.open(dialog);
}
