import { sayProblem } from "#console/actions/say.js";
import { showEntry } from "#console/actions/show-entry.js";
import type { Console } from "#console/console.js";
import { ListDialog } from "#console/prompts/list-dialog.js";
import { localTime } from "#console/widgets/local-time.js";
import { reportedOperation, whoOf } from "#handover/draft/reported-operation.js";
import { type Touch, touchedMachine, type Wanted } from "#handover/touched/touched-machine.js";
import { layoutOf } from "#journal/layout.js";
import { changeCell, resultCell } from "#listings/entry-cells.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/** Why it cannot be asked who touched what is selected; null when it can. */
export function whyNotTouched({ store, catalogue }: Console): string | null {
  const kind = store.inventory.selected?.kind;
  return kind === "vm" || kind === "host" ? null : catalogue.console.disabled.noMachine;
}

/** Who touched the machine or host that is selected. */
export function showTouchedHere(console: Console): void {
  const { store } = console;
  const { selected } = store.inventory;
  if (selected === null || whyNotTouched(console) !== null) return;
  // An id is its endpoint's; without a session there, all that has the name is told.
  const place = store.endpoints.placeOf(selected.id);
  const { name } = selected;
  void show(console, name, place === null ? name : `@${place.id}`, {
    ...(place === null ? {} : { endpoint: place.link.endpoint }),
  });
}

/** Who touched a machine that is named: by its name, `@id`, UUID or a pattern; without one, what is selected. */
export function showTouched(console: Console, machine: string): void {
  if (machine === "") showTouchedHere(console);
  else void show(console, machine, machine, {});
}

/** All that was done to it, the newest first; Enter opens the entry. */
async function show(console: Console, title: string, machine: string, wanted: Wanted): Promise<void> {
  const { store, catalogue } = console;
  const { touched: texts } = catalogue;
  try {
    const { touches, unread } = await touchedMachine(layoutOf(store.journal.directory), machine, wanted);
    const [damaged] = unread;
    if (damaged !== undefined) store.say("warning", printable(texts.unread(damaged)));
    else if (touches.length === 0) store.say("info", printable(texts.none({ machine: title })));
    if (touches.length === 0 || store.leaving) return;
    const items = touches.toReversed().map((touch) => ({
      ...saidOf(touch, catalogue),
      disabled: null,
      // The list is there again when the entry is closed.
      run: () => showEntry(console, touch.standing.last),
    }));
    store.dialogs.open(new ListDialog(printable(texts.title({ machine: title })), items));
  } catch (cause) {
    sayProblem(console, cause);
  } finally {
    store.changes.now();
  }
}

function saidOf({ standing, isOwn, journal, seen }: Touch, catalogue: Catalogue) {
  const { intent, last } = standing;
  const { at, before, after, result, OPR, target, why } = reportedOperation(standing);
  const { handover, reports, replay } = catalogue;
  const who = whoOf(intent ?? last);
  const outcome = result === null ? handover.noOutcome : resultCell(result, reports.statuses);
  const changed = result === null ? "" : changeCell({ BEF: before, AFT: after, RST: result });
  const notes = [changed, outcome, why ?? "", isOwn ? "" : journal].filter((part) => part !== "");
  return {
    name: printable(`${localTime(at)}  ${who}  ${OPR}  ${target.name}`),
    note: printable(notes.join("  ")),
    aside: seen === null ? "" : replay.watch,
  };
}
