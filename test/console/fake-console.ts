import { ALL_COMMANDS } from "#console/commands/all-commands.js";
import type { Console, Demands } from "#console/console.js";
import { HistoryFile } from "#console/line/history-file.js";
import type { Canvas } from "#console/panes/canvas.js";
import type { Painted } from "#console/prompts/dialog.js";
import { ConnectionModel } from "#console/store/connection-model.js";
import { DetailsModel } from "#console/store/details-model.js";
import { JournalModel } from "#console/store/journal-model.js";
import { LineModel } from "#console/store/line-model.js";
import { Store } from "#console/store/store.js";
import { ThemeModel } from "#console/store/theme-model.js";
import { failure } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { en } from "#messages/en.js";
import type { Session } from "#session/session.js";
import { builtin } from "../themes/builtin.js";

/** What is painted with when only the text counts. */
export const PLAIN: Canvas = { paint: (_, text) => text, catalogue: en };

/** A history that is kept in memory. */
export function lineModel(): LineModel {
  return new LineModel(HistoryFile.open("/dev/null/history"));
}

/** A console without a terminal, a server and a journal: what it was told to do is in `told`. */
export class FakeConsole implements Console {
  readonly catalogue = en;
  readonly commands = ALL_COMMANDS;
  readonly stopping = new AbortController().signal;
  readonly givingUp = new AbortController().signal;
  readonly demands: Demands = { reason: false, ticket: false };
  readonly told: string[] = [];
  readonly store: Store;

  /** Connected where there is an inventory. */
  constructor(inventory: Inventory | null = null) {
    const theme = builtin("dark");
    this.store = new Store({
      connection: new ConnectionModel("sim:", "simulator", "operator"),
      journal: new JournalModel("SHA256:key", "/journal"),
      details: new DetailsModel(),
      line: lineModel(),
      theme: new ThemeModel([theme, builtin("light")], theme, "plain"),
    });
    if (inventory === null) return;
    const session = {
      inventory,
      supports: () => true,
      propose: () => Promise.reject(failure("SESSION_ENDED", {})),
    };
    this.store.connection.open(session as unknown as Session, "operator");
    this.store.inventory.attach(inventory);
  }

  reconnect(): void {
    this.told.push("reconnect");
  }

  leave(): void {
    this.told.push("leave");
  }

  redraw(): void {
    this.told.push("redraw");
  }

  suspend(): void {
    this.told.push("suspend");
  }

  /** The topmost dialog as it is painted without colours. */
  dialog(width = 80, height = 16): Painted {
    const { top } = this.store.dialogs;
    if (top === null) throw new Error("there is no dialog");
    return top.paint(PLAIN, { width, height });
  }
}
