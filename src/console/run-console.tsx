import { chosenTheme } from "#console/chosen-theme.js";
import { ALL_COMMANDS } from "#console/commands/all-commands.js";
import type { ConsoleEnd, ConsoleParts } from "#console/console-parts.js";
import { HistoryFile } from "#console/line/history-file.js";
import { RunningConsole } from "#console/running-console.js";
import { DetailsModel } from "#console/store/details-model.js";
import { EndpointsModel } from "#console/store/endpoints-model.js";
import { InventoryVocabulary } from "#console/store/inventory-vocabulary.js";
import { JournalModel } from "#console/store/journal-model.js";
import { LineModel } from "#console/store/line-model.js";
import { ownWords } from "#console/store/own-words.js";
import { Store } from "#console/store/store.js";
import { onCrash } from "#console/terminal/crash.js";
import { inkOptions } from "#console/view/ink-options.js";
import { loadView } from "#console/view/load-view.js";
import { paintingStream } from "#console/view/painting-stream.js";
import { RowSigns } from "#console/view/row-signs.js";
import { asShosekiError } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { explain } from "#messages/explain.js";
import { Fleet } from "#session/fleet/fleet.js";

/** Keys are answered at once; what changes by itself is held back by the store. */
const MAX_FPS = 240;

/**
 * Takes the screen, logs in, and works until the operator leaves, a signal comes, or something of ours breaks. Whatever ends
 * it, the session is logged out, and the terminal is as it was. Throws what a theme that was asked for is not.
 */
export async function runConsole(parts: ConsoleParts): Promise<ConsoleEnd> {
  const { terminal, catalogue, journal, key } = parts;
  // Ink is loaded meanwhile: that takes as long as a terminal is waited for that answers nothing.
  const [{ theme, problems }, { render, App }] = await Promise.all([chosenTheme(parts), loadView()]);
  const line = HistoryFile.open(parts.directories.history);
  const fleet = new Fleet((inventory, rename) => shows(store, parts, inventory, rename));
  const store: Store = new Store({
    endpoints: new EndpointsModel(fleet),
    journal: new JournalModel(key, journal.layout.directory, parts.directories.usualJournal),
    details: new DetailsModel(),
    line: new LineModel(line),
    theme,
  });
  store.purpose = parts.purpose;
  const running = new RunningConsole(parts, store, ALL_COMMANDS);
  const signs = new RowSigns();
  const stdout = paintingStream(terminal.stdout, signs);
  const ink = render(
    <App console={running} signs={signs} onPainted={running.onPainted} onReady={running.onTerminal} />,
    inkOptions(terminal, stdout, MAX_FPS),
  );
  const release = onCrash((error) => running.crash(error));
  // What goes wrong in painting ends Ink, which has given the terminal back by then.
  void ink.waitUntilExit().catch((error: unknown) => running.crash(error));
  try {
    if (line.problem !== null) running.warn(catalogue.console.line.historyLost(line.problem));
    for (const { problem } of problems) {
      const { what, next } = explain(problem, catalogue);
      running.warn(`${what} ${next}`);
    }
    return await running.run();
  } catch (error) {
    return {
      error: asShosekiError(error),
      loggedIn: false,
      logout: null,
      farewell: [],
      journalFailed: store.journal.failed,
    };
  } finally {
    await giveBack(terminal, ink);
    release();
    store.changes.close();
  }
}

/** Another inventory: what it is shown by, and what can be named. */
function shows(
  store: Store,
  { catalogue, profiles }: ConsoleParts,
  inventory: Inventory,
  rename: (id: string) => string,
): void {
  store.inventory.attach(inventory, rename);
  store.vocabulary?.dispose();
  store.vocabulary = new InventoryVocabulary(inventory, {
    details: store.details,
    endpoints: store.endpoints,
    ownWords: ownWords(store, catalogue, profiles),
    catalogue,
  });
  store.follow(inventory);
}

/** What Ink leaves when it cannot even end: the other screen, no cursor, keys that are not echoed. */
const PRIMARY_SCREEN = "\u001b[?1049l\u001b[?25h";

/** Ends Ink; where that fails, the terminal is given back all the same. */
async function giveBack(
  { stdin, stdout }: ConsoleParts["terminal"],
  ink: { unmount(): void; waitUntilExit(): Promise<unknown> },
): Promise<void> {
  try {
    ink.unmount();
    await ink.waitUntilExit().catch(() => undefined);
  } catch {
    stdout.write(PRIMARY_SCREEN);
    stdin.setRawMode(false);
    stdin.pause();
  }
}
