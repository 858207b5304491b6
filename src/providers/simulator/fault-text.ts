import type { SimulatedFault } from "#domain/endpoint.js";
import type { FaultKind, SimulatedCall } from "#providers/simulator/fault-plan.js";
import type { Read } from "#providers/simulator/read.js";

/** What starts no task has none to fail. */
const KINDS_WITHOUT_TASK: readonly FaultKind[] = ["refuse", "lost", "unsent", "expire"];
const KINDS: readonly FaultKind[] = ["refuse", "fail", "lost", "unsent", "expire"];

/** Every call that can go wrong, and how. `reconfigure` is of CPUs, memory and disks; the last four are of hosts. */
const CALLS: Readonly<Record<SimulatedCall, readonly FaultKind[]>> = {
  login: KINDS_WITHOUT_TASK,
  read: KINDS_WITHOUT_TASK,
  ping: KINDS_WITHOUT_TASK,
  network: ["unsent"],
  start: KINDS,
  stop: KINDS,
  reset: KINDS,
  suspend: KINDS,
  guest: KINDS_WITHOUT_TASK,
  anchor: KINDS_WITHOUT_TASK,
  terminate: KINDS_WITHOUT_TASK,
  rename: KINDS,
  reconfigure: KINDS,
  create: KINDS,
  clone: KINDS,
  delete: KINDS,
  move: KINDS,
  snapshot: KINDS,
  revert: KINDS,
  remove: KINDS,
  shutdown: KINDS,
  reboot: KINDS,
  enter: KINDS,
  exit: KINDS,
};

/** Reads `start:fail@2,network:unsent@3-6,reconfigure:lost`; an empty text is no faults. */
export function parseFaults(text: string): Read<readonly SimulatedFault[]> {
  const faults: SimulatedFault[] = [];
  for (const part of text === "" ? [] : text.split(",")) {
    const read = parseFault(part);
    if ("problem" in read) return read;
    faults.push(read.value);
  }
  return { value: faults };
}

function parseFault(text: string): Read<SimulatedFault> {
  const match = /^([a-z]+):([a-z]+)(?:@([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?)?$/.exec(text);
  if (match === null) return { problem: `"${text}" is not a fault such as start:fail or start:fail@2` };
  const [, call = "", kind = "", first, last = first] = match;
  if (!isCall(call)) {
    return { problem: `"${text}": there is no call "${call}"; there are ${Object.keys(CALLS).join(", ")}` };
  }
  const known = CALLS[call].find((one) => one === kind);
  if (known === undefined) {
    return { problem: `"${text}": ${call} cannot "${kind}"; it can ${CALLS[call].join(", ")}` };
  }
  if (Number(first) > Number(last)) return { problem: `"${text}": ${first} is after ${last}` };
  const which = first === undefined ? null : { first: Number(first), last: Number(last) };
  return { value: { call, kind: known, which } };
}

function isCall(text: string): text is SimulatedCall {
  return Object.hasOwn(CALLS, text);
}
