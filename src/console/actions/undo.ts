import { act } from "#console/actions/act.js";
import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { undoOf } from "#operations/undo.js";

/** Offers the inverse of an entry as a plan of its own, with the risk of what it does. */
export function undo(console: Console, entry: Entry | null): void {
  const { store, catalogue } = console;
  if (entry === null) {
    store.say("info", catalogue.console.undo.nothing);
    return;
  }
  const outcome = store.audit.completing(entry);
  const link = store.endpoints.linkOf(outcome);
  // Ids repeat between servers: what has the same one here is another thing.
  const inverse =
    link === null ? ({ why: "OTHER_ENDPOINT" } as const) : undoOf(outcome, store.audit.intentOf(outcome));
  if (link === null || "why" in inverse) {
    const why = "why" in inverse ? inverse.why : "OTHER_ENDPOINT";
    sayProblem(console, failure("NOT_UNDOABLE", { operation: outcome.OPR, why }));
    return;
  }
  const { request, target, line, expects, at } = inverse;
  const { fleet } = store.endpoints;
  const there = at === undefined ? link : (fleet.links.find(({ endpoint }) => endpoint === at) ?? null);
  if (there === null) {
    sayProblem(console, failure("NOT_UNDOABLE", { operation: outcome.OPR, why: "OTHER_ENDPOINT" }));
    return;
  }
  const id = fleet.idOf(there, target);
  void act(console, [{ expression: { by: "id", text: `@${id}`, id }, request, ask: line, expects }]);
}
