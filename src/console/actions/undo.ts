import { act } from "#console/actions/act.js";
import { sayProblem } from "#console/actions/say.js";
import { type UndoneEntry, undoneAtHand, undoneInJournal } from "#console/actions/undone-entry.js";
import type { Console } from "#console/console.js";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { UndoImpossible } from "#domain/undo-impossible.js";
import { layoutOf } from "#journal/layout.js";
import { type Undoing, undoOf } from "#operations/undo.js";
import type { Link } from "#session/fleet/link.js";

/** Offers the inverse of an entry as a plan of its own, with the risk of what it does. */
export function undo(console: Console, entry: Entry | null): void {
  const { store, catalogue } = console;
  if (entry === null) {
    store.say("info", catalogue.console.undo.nothing);
    return;
  }
  const undone = undoneAtHand(store.audit, entry);
  if (undone === null) void readAndPlan(console, entry);
  else plan(console, undone);
}

/** What belongs to an old entry is not kept here any more. */
async function readAndPlan(console: Console, entry: Entry): Promise<void> {
  const { store } = console;
  try {
    const undone = await undoneInJournal(layoutOf(store.journal.directory), entry);
    if (!store.leaving) plan(console, undone);
  } catch (cause) {
    sayProblem(console, cause);
  }
}

function plan(console: Console, undone: UndoneEntry): void {
  const { fleet } = console.store.endpoints;
  const found = inverseOf(console, undone);
  if ("why" in found) {
    sayProblem(console, failure("NOT_UNDOABLE", { operation: undone.outcome.OPR, why: found.why }));
    return;
  }
  const { there, inverse } = found;
  const { request, target, line, expects } = inverse;
  const id = fleet.idOf(there, target);
  void act(console, [{ expression: { by: "id", text: `@${id}`, id }, request, ask: line, expects }]);
}

type Found = { readonly inverse: Undoing; readonly there: Link } | { readonly why: UndoImpossible };

/** What undoes it, and where that is asked for. */
function inverseOf({ store }: Console, { outcome, intent }: UndoneEntry): Found {
  const { endpoints } = store;
  const link = endpoints.linkOf(outcome);
  // Ids repeat between servers: what has the same one here is another thing.
  if (link === null) return { why: "OTHER_ENDPOINT" };
  const inverse = undoOf(outcome, intent);
  if ("why" in inverse) return inverse;
  const { at, target } = inverse;
  const there =
    at === undefined ? link : (endpoints.fleet.links.find(({ endpoint }) => endpoint === at) ?? null);
  if (there === null) return { why: "OTHER_ENDPOINT" };
  // While nothing is heard of the server, it is the plan that says so.
  const isGone = there.openSession !== null && there.inventory?.get(target) === null;
  return isGone ? { why: "GONE" } : { inverse, there };
}
