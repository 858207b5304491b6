import { AT_NEXT_BOOT } from "#domain/at-next-boot.js";
import type { MoveRequest, TargetExpression } from "#domain/command.js";
import type { Entry, Facts, Status } from "#domain/entry.js";
import type { OperationName } from "#domain/operation-name.js";
import type { UndoImpossible } from "#domain/undo-impossible.js";
import { lineOf, type UndoRequest } from "#operations/undo-line.js";

/** What undoes an entry, or why nothing does. Its risk is that of its operation. */
export type Undo = Undoing | { readonly why: UndoImpossible };

export interface Undoing {
  readonly request: UndoRequest;
  /** The platform's id of what it is done to: of what was made, where the entry has made something. */
  readonly target: string;
  /** The same as a command line, which names the target by its id. */
  readonly line: string;
  /**
   * How the entry has left the target, in the terms of the undoing operation's BEF: for `asLeft`. Without what varies
   * by itself (the host of a machine in a cluster, whether a host is connected) and is not what was changed.
   */
  readonly expects: Facts;
  /** The endpoint that the target is at now, as entries name it, where that is another than the entry's. */
  readonly at?: string;
}

/**
 * What undoes an entry, from what was recorded and nothing else: whether it can be done now is the plan's question, and
 * `asLeft`'s. An outcome or recovery that is OK is undone, and nothing else is.
 *
 * @param intent the intent that the entry refers to; null where it is not at hand, and then a snapshot is not removed
 */
export function undoOf(entry: Entry, intent: Entry | null): Undo {
  const { phase, OPR, TGT, RST, BEF = {}, AFT = {} } = entry;
  if (!isOperation(OPR)) return { why: "NO_OPERATION" };
  if (phase !== "outcome" && phase !== "recovery") return { why: "NO_OUTCOME" };
  const unfit = UNFIT[RST?.status ?? "UNKNOWN"];
  if (unfit !== null) return { why: unfit };
  const inverse = INVERSES[OPR];
  if (typeof inverse === "string") return { why: inverse };
  const way = inverse({ id: TGT.id, was: BEF, left: AFT, chosen: intent?.chosen ?? {} });
  if (typeof way === "string") return { why: way };
  const line = lineOf(way.request, way.target);
  return line === null ? { why: "UNWRITABLE" } : { ...way, line };
}

const UNFIT: Readonly<Record<Status, UndoImpossible | null>> = {
  OK: null,
  NG: "NOT_DONE",
  REFUSED: "NOT_DONE",
  UNKNOWN: "OUTCOME_UNKNOWN",
};

/** What an entry says of an operation that was done. */
interface Done {
  /** The target's; null where it is not said. */
  readonly id: string | null;
  /** BEF and AFT. */
  readonly was: Facts;
  readonly left: Facts;
  /** The intent's; empty where that is not at hand. */
  readonly chosen: Facts;
}

type Way = Omit<Undoing, "line"> | UndoImpossible;

/** How each operation is undone, or why it never is. */
const INVERSES: Readonly<Record<OperationName, ((done: Done) => Way) | UndoImpossible>> = {
  CreateVM: ({ id, left }) => unmade(id, left.name, left),
  RenameVM: toWhat("name", (was) => (typeof was === "string" ? { name: "RenameVM", newName: was } : null)),
  ModifyCPU: toHardware("cpus", (was) => (typeof was === "number" ? { name: "ModifyCPU", cpus: was } : null)),
  ModifyMemory: toHardware("memoryMiB", (was) =>
    typeof was === "number" ? { name: "ModifyMemory", memoryMiB: was } : null,
  ),
  ModifyDisk: "NOT_FROM_HERE",
  MoveVM: movedBack,
  CloneVM: ({ left }) => unmade(left.cloneId, left.clone, left),
  DeleteVM: "LOST",
  StartVM: toWhat("power", toPower),
  StopVM: switchedOn,
  ShutdownHost: "NOT_FROM_HERE",
  ResetVM: "NOTHING_TO_UNDO",
  SuspendVM: toWhat("power", toPower),
  ShutdownGuest: switchedOn,
  RebootGuest: "NOTHING_TO_UNDO",
  CreateSnapshot: snapshotRemoved,
  RevertSnapshot: "LOST",
  RemoveSnapshot: "LOST",
  RebootHost: "NOTHING_TO_UNDO",
  EnterMaintenance: toWhat("maintenance", toMaintenance),
  ExitMaintenance: toWhat("maintenance", toMaintenance),
};

/** Why nothing of ours ever undoes an operation; null where something does, or where there is nothing to undo. */
export function neverUndone(operation: OperationName): "LOST" | "NOT_FROM_HERE" | null {
  const inverse = INVERSES[operation];
  return inverse === "LOST" || inverse === "NOT_FROM_HERE" ? inverse : null;
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(INVERSES, name);
}

type Value = Facts[string];

/**
 * Brings a property back to what it was.
 *
 * @param request what asks for that; null where what it was does not say enough
 */
function toWhat(
  key: string,
  request: (was: Value, left: Value) => UndoRequest | UndoImpossible | null,
): (done: Done) => Way {
  return ({ id, was: { [key]: was = null }, left: facts }) => {
    const { [key]: left = null } = facts;
    if (left === null) return "NOT_RECORDED";
    if (was === left) return "NOTHING_CHANGED";
    if (id === null) return "NO_ID";
    const asked = request(was, left) ?? "NOT_RECORDED";
    return typeof asked === "string"
      ? asked
      : { request: asked, target: id, expects: of(facts, ["name", key]) };
  };
}

/** What a machine runs with; where only its next start was changed, what that has. Not both. */
function toHardware(
  key: keyof typeof AT_NEXT_BOOT,
  request: (was: Value) => UndoRequest | null,
): (done: Done) => Way {
  return (done) => {
    const { was, left } = done;
    if (!(AT_NEXT_BOOT[key] in left)) return toWhat(key, request)(done);
    return was[key] === left[key] ? toWhat(AT_NEXT_BOOT[key], request)(done) : "RUNNING_AND_NEXT";
  };
}

/** Of a machine that was suspended and is off, the memory that was kept is gone. */
function toPower(was: Value, left: Value): UndoRequest | UndoImpossible | null {
  if (was === "on") return { name: "StartVM" };
  if (was === "off") return { name: "StopVM" };
  if (was !== "suspended") return null;
  return left === "on" ? { name: "SuspendVM" } : "LOST";
}

/** One that was there only as long as it ran is gone. */
function switchedOn(done: Done): Way {
  return done.was.transient === true ? "LOST" : toWhat("power", toPower)(done);
}

function toMaintenance(was: Value): UndoRequest | null {
  return typeof was === "boolean" ? { name: was ? "EnterMaintenance" : "ExitMaintenance" } : null;
}

/** Back to where it was, as far as it was moved: by names, as BEF has no ids. */
function movedBack({ id, was, left }: Done): Way {
  if (was.endpoint !== left.endpoint) return movedBackAcross(id, was, left);
  const moved = (["host", "datastore", "folder"] as const).filter((each) => was[each] !== left[each]);
  if (moved.length === 0) return "NOTHING_CHANGED";
  if (id === null) return "NO_ID";
  if (moved.some((each) => typeof was[each] !== "string" || left[each] === undefined)) return "NOT_RECORDED";
  const places = Object.fromEntries(moved.map((each) => [each, placeNamed(String(was[each]))]));
  const request: MoveRequest = { name: "MoveVM", host: null, datastore: null, folder: null, ...places };
  return { request, target: id, expects: of(left, ["name", ...moved]) };
}

/** Back to the endpoint that it came from, asked at the one where it is now. */
function movedBackAcross(id: string | null, was: Facts, left: Facts): Way {
  if (id === null) return "NO_ID";
  const { endpoint, host } = was;
  if (typeof endpoint !== "string" || typeof host !== "string" || typeof left.endpoint !== "string")
    return "NOT_RECORDED";
  const request: MoveRequest = {
    name: "MoveVM",
    host: placeNamed(host),
    datastore: null,
    folder: null,
    endpoint,
  };
  return { request, target: id, expects: of(left, ["name", "endpoint", "host"]), at: left.endpoint };
}

/** As the command line would have it. */
function placeNamed(text: string): TargetExpression {
  return { by: text.startsWith("/") ? "path" : "name", text, glob: false };
}

/**
 * Deletes what was made, if it is still as it was made: what has been started, renamed, changed or snapshotted since is
 * somebody's. One that was left running has to be stopped first, and so may be off.
 */
function unmade(id: Value | undefined, name: Value | undefined, left: Facts): Way {
  if (typeof id !== "string") return "NO_ID";
  if (typeof name !== "string") return "NOT_RECORDED";
  const same = ["cpus", "memoryMiB", "diskMiB", "datastore", "folder"];
  const expects = { name, ...of(left, left.power === "off" ? ["power", ...same] : same), snapshots: "" };
  return { request: { name: "DeleteVM" }, target: id, expects };
}

/**
 * Removes the snapshot that was made, by the name that the intent has: no entry has its id, and AFT has the name of the
 * current one, which may be another. It must be the only one of that name, and none may have come or gone since.
 */
function snapshotRemoved({ id, was, left, chosen: { snapshot } }: Done): Way {
  if (typeof snapshot !== "string" || left.snapshots === undefined) return "NOT_RECORDED";
  if (was.snapshots === left.snapshots) return "NOTHING_CHANGED";
  if (id === null) return "NO_ID";
  const expects = { ...of(left, ["name", "snapshots"]), snapshot };
  return { request: { name: "RemoveSnapshot", snapshot }, target: id, expects };
}

function of(facts: Facts, keys: readonly string[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => keys.includes(key)));
}
