import { expect } from "vitest";
import type { Entry, Status } from "#domain/entry.js";
import type { ServerMutation } from "../rigs/vcsim-admin.js";
import type { Fault, ShiftDesk } from "./shift-desk.js";

/** An operation as it was asked for, as its record ends, and as the server saw it. */
interface Deed {
  readonly intent: Entry;
  readonly outcome: Entry;
  /** What was found out of it later; undefined where nothing had to be. */
  readonly recovery: Entry | undefined;
  /** The last word of its record. */
  readonly said: Status;
  /** Undefined where the call never came to the server. */
  readonly done: ServerMutation | undefined;
  /** During which it was on its way. */
  readonly faults: readonly Fault[];
}

/** Session entries and anchors have no command line. */
const isOperation = ({ phase, ask }: Entry) => phase === "intent" && ask !== undefined;

/**
 * Every operation that was typed has one intent for each of its targets, one outcome, and at most one recovery after an
 * UNKNOWN one; and the last word is true: OK if and only if the server did it under this very id, NG and REFUSED only if it
 * did not, UNKNOWN only if it was on its way while something was wrong, and to the end only if the server has no task of
 * it. Nothing else came to the server, and nothing twice.
 */
export async function expectTruth(desk: ShiftDesk): Promise<readonly Deed[]> {
  const { entries } = desk;
  const intents = entries.filter(isOperation);
  const asked = desk.typed.flatMap(({ line, targets }) => Array<string>(targets).fill(line));
  expect(intents.map(({ ask }) => ask).sort()).toEqual(asked.sort());

  const mutations = await desk.site.vcsim.mutations();
  const announced = new Set(
    entries.filter(({ phase }) => phase === "intent" || phase === "anchor").map(({ id }) => id),
  );
  const ids = mutations.map(({ operationId }) => operationId);
  // An anchor's entry is written once it is known how it went.
  const unannounced = mutations.filter(
    ({ operationId, method }) => method !== "LogUserEvent" && !announced.has(operationId),
  );
  expect(unannounced).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);

  const deeds = intents.map((intent) => deedOf(desk, intent, mutations));
  const untrue = deeds.filter((deed) => !isTrue(deed));
  expect(untrue.map(rowOf)).toEqual([]);
  return deeds;
}

function deedOf(desk: ShiftDesk, intent: Entry, mutations: readonly ServerMutation[]): Deed {
  const answers = desk.entries.filter(({ ref }) => ref === intent.id);
  const [outcome, recovery] = answers;
  const phases = answers.map(({ phase, RST }) => `${phase} ${RST?.status}`);
  expect(
    phases.length === 1 ||
      (phases.length === 2 && phases[0] === "outcome UNKNOWN" && recovery?.phase === "recovery"),
    `${intent.ask}: ${phases.join(", ")}`,
  ).toBe(true);
  expect(outcome?.phase).toBe("outcome");
  return {
    intent,
    outcome: outcome!,
    recovery,
    said: (recovery ?? outcome)!.RST!.status,
    done: mutations.find(({ operationId }) => operationId === intent.id),
    faults: desk.faults.filter(({ from, to }) => intent.seq <= to && outcome!.seq > from),
  };
}

function isTrue({ outcome, said, done, faults }: Deed): boolean {
  const wasDone = done?.state === "success";
  if (outcome.RST?.status === "UNKNOWN" && faults.length === 0) return false;
  if (said === "OK") return wasDone;
  if (said === "UNKNOWN") return done === undefined || done.state === "refused";
  return !wasDone && done?.state !== "running";
}

/** What to print of a shift: how many of each kind, and each that was not known at once. */
export function shiftTable(deeds: readonly Deed[], desk: ShiftDesk): string {
  const counts = new Map<string, number>();
  for (const { said } of deeds) counts.set(said, (counts.get(said) ?? 0) + 1);
  const events = ["SessionEnded", "ConnectionLost", "ConnectionRestored", "Login", "EndSession"].map(
    (OPR) => `${OPR} ${desk.entries.filter((entry) => entry.OPR === OPR && entry.phase !== "intent").length}`,
  );
  return [
    `${deeds.length} operations: ${[...counts].map(([status, count]) => `${count} ${status}`).join(", ")}`,
    events.join(", "),
    "UNKNOWN at first:",
    ...deeds.filter(({ outcome }) => outcome.RST?.status === "UNKNOWN").map(rowOf),
  ].join("\n");
}

function rowOf({ intent, outcome, recovery, done, faults }: Deed): string {
  const said = [outcome, recovery].flatMap((each) =>
    each === undefined ? [] : [`${each.RST?.status} ${each.RST?.code ?? ""}`.trim()],
  );
  return [
    `#${intent.seq}`,
    intent.ask,
    said.join(" -> "),
    `server: ${done === undefined ? "never heard of it" : `${done.state} ${done.fault}`.trim()}`,
    faults.map(({ name }) => name).join(", ") || "nothing was wrong",
  ].join("  ");
}
