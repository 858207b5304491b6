import { HANDOVER_SECTIONS, type Handover } from "#domain/handover.js";
import { CAST_FAULTS } from "#domain/journal-fault.js";
import {
  type Check,
  isCount,
  isFlag,
  isObject,
  isText,
  isTrue,
  listOf,
  matches,
  oneOf,
  orNull,
  shape,
} from "#handover/shape.js";
import { canonical } from "#journal/canonical.js";

/**
 * Reads a shift's report strictly: what does not come back byte for byte (JCS, RFC 8785), or has not exactly the members that
 * a report has, is none, and null is answered. Says nothing of whether it is true.
 */
export function parseHandover(bytes: Uint8Array): Handover | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return isHandover(value) && canonical(value) === text ? value : null;
  } catch {
    // No UTF-8, no JSON, what JCS has no form for, or nested deeper than anybody nests.
    return null;
  }
}

/** RFC 3339 in UTC. */
const isTime = matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/);
export const isUuid = matches(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const isSection = oneOf(...HANDOVER_SECTIONS);

const areFacts: Check = (value) =>
  isObject(value) &&
  Object.values(value).every(
    (each) => each === null || isText(each) || isFlag(each) || Number.isSafeInteger(each),
  );

const isTarget = shape({ kind: isText, id: orNull(isText), name: isText });

const isResult = shape({
  status: oneOf("OK", "NG", "REFUSED", "UNKNOWN"),
  "code?": isText,
  "message?": isText,
  "fault?": isText,
});

const isOperation = shape({
  seq: isCount,
  intent: isCount,
  at: isTime,
  who: isText,
  os: isText,
  console: isText,
  OPR: isText,
  endpoint: isText,
  target: isTarget,
  before: areFacts,
  after: areFacts,
  result: orNull(isResult),
  why: orNull(isText),
  ticket: orNull(isText),
  run: orNull(isText),
});

const isOpenProcedure = shape({
  run: isText,
  title: isText,
  endpoint: isText,
  seq: isCount,
  state: isText,
  step: orNull(shape({ id: isText, title: isText })),
  done: isCount,
  total: isCount,
});

const isLeftover = shape({
  kind: oneOf("power", "maintenance", "snapshots", "created", "deleted", "changed"),
  target: isTarget,
  endpoint: isText,
  seq: isCount,
  before: areFacts,
  after: areFacts,
});

const isApproval = shape({
  seq: isCount,
  run: isText,
  title: isText,
  of: orNull(isText),
  expires: isTime,
});

const isSession = shape({
  session: isText,
  who: isText,
  os: isText,
  console: isText,
  endpoint: isText,
  from: isTime,
  to: orNull(isTime),
  brokeOff: isFlag,
  operations: isCount,
  failures: isCount,
});

const isJournal = shape({
  origin: isText,
  treeSize: isCount,
  rootHash: isText,
  sound: isFlag,
  problem: orNull(isText),
  anchor: orNull(shape({ seq: isCount, at: isTime, size: isCount, "simulated?": isTrue })),
  keys: listOf(shape({ fromSeq: isCount, fingerprint: isText, identity: isText })),
});

export const isQuestion = shape({ section: isSection, seq: orNull(isCount), text: isText });

const areRemarks = shape(
  Object.fromEntries(HANDOVER_SECTIONS.map((section) => [`${section}?`, listOf(isText)])),
);

const isHandover = shape({
  format: oneOf("shoseki-handover/1"),
  id: isUuid,
  revision: (value) => isCount(value) && value !== 0,
  made: isTime,
  outgoing: shape({ os: isText, console: isText, key: isText }),
  shift: shape({
    from: isTime,
    to: isTime,
    firstSeq: isCount,
    lastSeq: isCount,
    sessions: listOf(isSession),
    recordings: listOf(isText),
    lost: listOf(shape({ file: isText, code: oneOf(...CAST_FAULTS), problem: isText })),
  }),
  operations: listOf(shape({ target: isTarget, endpoint: isText, operations: listOf(isOperation) })),
  failures: listOf(isOperation),
  procedures: listOf(isOpenProcedure),
  machines: listOf(isLeftover),
  tasks: listOf(isOperation),
  approvals: listOf(isApproval),
  notes: listOf(shape({ seq: isCount, at: isTime, who: isText, os: isText, console: isText, text: isText })),
  journal: isJournal,
  remarks: areRemarks,
  answers: listOf(shape({ question: isQuestion, answer: orNull(isText) })),
}) as (value: unknown) => value is Handover;
