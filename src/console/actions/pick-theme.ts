import type { Console } from "#console/console.js";
import { ListDialog } from "#console/prompts/list-dialog.js";

/** Switches to a theme by its name; without one, shows those that there are. */
export function pickTheme(console: Console, name: string): void {
  const { store, catalogue } = console;
  const { themes } = store.theme;
  const named = themes.find((theme) => theme.name === name);
  if (named !== undefined) {
    store.theme.use(named);
    store.say("info", catalogue.console.theme.now({ name: named.title[catalogue.language] }));
    return;
  }
  if (name !== "") store.say("warning", catalogue.console.theme.unknown({ name }));
  const dialog: ListDialog = new ListDialog(
    catalogue.console.theme.title,
    themes.map((theme) => ({
      name: theme.name,
      note: theme.title[catalogue.language],
      aside: theme === store.theme.theme ? "✓" : "",
      disabled: null,
      run: () => {
        store.theme.use(theme);
        store.dialogs.close(dialog);
      },
    })),
  );
  store.dialogs.open(dialog);
}
