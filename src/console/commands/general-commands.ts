import { interrupt } from "#console/actions/interrupt.js";
import { leaveSurely } from "#console/actions/leave.js";
import { openPalette } from "#console/actions/palette.js";
import { pickTheme } from "#console/actions/pick-theme.js";
import { showEndpoints } from "#console/actions/show-endpoints.js";
import { showHelp } from "#console/actions/show-help.js";
import { undo } from "#console/actions/undo.js";
import type { Command, Console } from "#console/console.js";
import { handOver } from "#console/handover/hand-over.js";
import type { Entry } from "#domain/entry.js";

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
  store.endpoints.fleet.links.some(({ state }) => state === "interrupted" || state === "ended")
    ? null
    : catalogue.console.disabled.connected;

/** The last change of what is selected; of all, where nothing is. */
function lastOfSelected({ store }: Console): Entry | null {
  const place = store.endpoints.placeOf(store.inventory.selected?.id ?? null);
  return store.audit.lastOutcome(place?.id ?? null, place?.link.endpoint ?? null);
}

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
    (console) => undo(console, lastOfSelected(console)),
    (console) => (lastOfSelected(console) === null ? console.catalogue.console.undo.nothing : null),
    "inventory",
  ),
  general("line", [":"], ({ store }) => store.focusOn("line")),
  general("palette", ["ctrl+p"], (console) => openPalette(console, null)),
  general("otherPane", ["tab", "shift+tab"], ({ store }) =>
    store.focusOn(store.pane !== "audit" ? "audit" : store.run.isShown ? "run" : "inventory"),
  ),
  general("theme", ["T"], (console) => pickTheme(console, "")),
  general("reconnect", ["C"], (console) => console.reconnect(null), whileConnected),
  general("endpoints", ["e"], showEndpoints),
  general("handover", ["H"], (console) => void handOver(console, null)),
  general("lock", ["L"], (console) => console.lock()),
  general("help", ["?"], showHelp),
  general("interrupt", ["ctrl+c"], interrupt),
  general("redraw", ["ctrl+l"], (console) => console.redraw()),
  general("toShell", ["ctrl+z"], (console) => console.suspend()),
  general("quit", ["q"], leaveSurely),
];
