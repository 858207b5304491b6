import { interrupt, leaveSurely } from "#console/actions/leave.js";
import { openPalette } from "#console/actions/palette.js";
import { pickTheme } from "#console/actions/pick-theme.js";
import { showHelp } from "#console/actions/show-help.js";
import { undo } from "#console/actions/undo.js";
import type { Command, Console } from "#console/console.js";

type CommandText = keyof Console["catalogue"]["console"]["commands"];

function general(
  id: CommandText,
  keys: readonly string[],
  run: (console: Console) => void,
  whyNot: Command["whyNot"] = () => null,
  where: Command["where"] = "everywhere",
): Command {
  return { id, keys, where, group: "console", does: ({ console: texts }) => texts.commands[id], whyNot, run };
}

const whileConnected: Command["whyNot"] = ({ store, catalogue }) =>
  store.connection.state === "lost" ? null : catalogue.console.disabled.connected;

/** What can be done wherever the keys go. */
export const GENERAL_COMMANDS: readonly Command[] = [
  general(
    "act",
    ["enter"],
    (console) => openPalette(console, "operate"),
    () => null,
    "inventory",
  ),
  general(
    "undo",
    ["u"],
    (console) => undo(console, console.store.audit.lastOutcome(console.store.inventory.selected?.id ?? null)),
    ({ store, catalogue }) =>
      store.audit.lastOutcome(store.inventory.selected?.id ?? null) === null
        ? catalogue.console.undo.nothing
        : null,
    "inventory",
  ),
  general("line", [":"], ({ store }) => store.focusOn("line")),
  general("palette", ["ctrl+p"], (console) => openPalette(console, null)),
  general("otherPane", ["tab", "shift+tab"], ({ store }) =>
    store.focusOn(store.pane === "inventory" ? "audit" : "inventory"),
  ),
  general("theme", ["T"], (console) => pickTheme(console, "")),
  general("reconnect", ["C"], (console) => console.reconnect(), whileConnected),
  general("help", ["?"], showHelp),
  general("interrupt", ["ctrl+c"], interrupt),
  general("redraw", ["ctrl+l"], (console) => console.redraw()),
  general("toShell", ["ctrl+z"], (console) => console.suspend()),
  general("quit", ["q"], leaveSurely),
];
