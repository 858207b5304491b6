import type {
  Command,
  DiskChoice,
  MoveRequest,
  OperationRequest,
  TargetExpression,
} from "#domain/command.js";
import type { Arguments } from "#language/arguments.js";
import type { VerbName } from "#language/verb.js";

type Builder = (words: Arguments) => Command;

/** How what follows each verb becomes a command. `note` and `help` are not here: they have no such words. */
export const builders: Readonly<Record<Exclude<VerbName, "note" | "help">, Builder>> = {
  vms: (words) => ({ kind: "list", what: "vms", pattern: words.optionalTarget(0) }),
  hosts: (words) => ({ kind: "list", what: "hosts", pattern: words.optionalTarget(0) }),
  datastores: (words) => ({ kind: "list", what: "datastores", pattern: words.optionalTarget(0) }),
  networks: (words) => ({ kind: "list", what: "networks", pattern: words.optionalTarget(0) }),
  tasks: () => ({ kind: "tasks" }),
  events: (words) => ({ kind: "events", target: words.optionalTarget(0) }),
  info: (words) => ({ kind: "info", target: words.target(0) }),
  create: (words) => operation(null, createRequest(words)),
  rename: (words) => operation(words.target(0), { name: "RenameVM", newName: words.name(1) }),
  cpu: (words) => operation(words.target(0), { name: "ModifyCPU", cpus: words.count(1) }),
  memory: (words) => operation(words.target(0), { name: "ModifyMemory", memoryMiB: words.size(1) }),
  disk: (words) =>
    operation(words.target(0), { name: "ModifyDisk", sizeMiB: words.size(1), disk: diskChoice(words) }),
  move: (words) =>
    operation(words.target(0), {
      name: "MoveVM",
      host: words.optionalTarget("host"),
      datastore: words.optionalTarget("datastore"),
      folder: words.optionalTarget("folder"),
      ...uriOf(words),
      ...overwritingOf(words),
    }),
  clone: (words) =>
    operation(words.target(0), {
      name: "CloneVM",
      newName: words.name(1),
      host: words.optionalTarget("host"),
      datastore: words.optionalTarget("datastore"),
      on: words.flag("on"),
    }),
  delete: (words) =>
    operation(words.target(0), {
      name: "DeleteVM",
      ...(words.flag("keep-disks") ? { keepDisks: true } : {}),
    }),
  start: ofTarget({ name: "StartVM" }),
  stop: ofTarget({ name: "StopVM" }),
  reset: ofTarget({ name: "ResetVM" }),
  suspend: ofTarget({ name: "SuspendVM" }),
  "guest shutdown": ofTarget({ name: "ShutdownGuest" }),
  "guest reboot": ofTarget({ name: "RebootGuest" }),
  "snapshot create": ofSnapshot("CreateSnapshot"),
  "snapshot list": (words) => ({ kind: "snapshots", target: words.target(0) }),
  "snapshot revert": ofSnapshot("RevertSnapshot"),
  "snapshot remove": ofSnapshot("RemoveSnapshot"),
  "host shutdown": ofTarget({ name: "ShutdownHost" }),
  "host reboot": ofTarget({ name: "RebootHost" }),
  "host maintenance enter": ofTarget({ name: "EnterMaintenance" }),
  "host maintenance exit": ofTarget({ name: "ExitMaintenance" }),
};

/** For an operation of which nothing but its target is said. */
function ofTarget(request: OperationRequest): Builder {
  return (words) => operation(words.target(0), request);
}

function ofSnapshot(name: "CreateSnapshot" | "RevertSnapshot" | "RemoveSnapshot"): Builder {
  return (words) => operation(words.target(0), { name, snapshot: words.optionalName(1) });
}

function createRequest(words: Arguments): OperationRequest {
  return {
    name: "CreateVM",
    newName: words.name(0),
    cpus: words.optionalCount("cpu"),
    memoryMiB: words.optionalSize("memory"),
    diskMiB: words.optionalSize("disk"),
    host: words.optionalTarget("host"),
    datastore: words.optionalTarget("datastore"),
    network: words.optionalTarget("network"),
    folder: words.optionalTarget("folder"),
    guest: words.optionalWord("guest"),
  };
}

function diskChoice(words: Arguments): DiskChoice {
  if (words.flag("add")) return { of: "new" };
  const label = words.optionalWord("disk");
  return label === null ? { of: "only" } : { of: "label", label };
}

function uriOf(words: Arguments): Pick<MoveRequest, "desturi"> {
  const desturi = words.optionalUri("desturi");
  if (desturi === null) return {};
  // The way to a host is nothing to ask for by itself: SYNTAX without one.
  words.target("host");
  return { desturi };
}

function overwritingOf(words: Arguments): Pick<MoveRequest, "overwriteDisks"> {
  if (!words.flag("overwrite-disks")) return {};
  // Nor is this.
  words.target("host");
  return { overwriteDisks: true };
}

function operation(target: TargetExpression | null, request: OperationRequest): Command {
  return { kind: "operation", request, target };
}
