import { CAST_FILE } from "#journal/layout.js";

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === "string";
const isNullableString: Check = (value) => value === null || typeof value === "string";
const isInteger: Check = (value) => Number.isSafeInteger(value);
/** What every month has; the last days of one are looked up. */
const PLAIN_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
/** Written as JavaScript writes it: Date.parse alone takes the 30th of February, and hour 24. */
const isTime: Check = (value) => {
  if (typeof value !== "string") return false;
  if (PLAIN_TIME.test(value)) return true;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false;
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
};
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value);
const oneOf =
  (...values: string[]): Check =>
  (value) =>
    typeof value === "string" && values.includes(value);

/** A name that ends in `?` may be absent. */
type Members = Readonly<Record<string, Check>>;

/** An object with exactly these members. */
function shape(members: Members): Check {
  const problemOf = shapeProblem(members);
  return (value) => problemOf(value) === null;
}

/** What tells why a value is not an object with exactly these members; null when it is one. */
function shapeProblem(members: Members): (value: unknown) => string | null {
  const known = Object.entries(members).map(([member, check]) => {
    const name = member.replace(/\?$/, "");
    return { name, optional: name !== member, check };
  });
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return "it is not an object";
    let given = 0;
    for (const { name, optional, check } of known) {
      if (!Object.hasOwn(value, name)) {
        if (optional) continue;
        return `${name} is missing`;
      }
      if (!check((value as Record<string, unknown>)[name])) return `${name} is not what the format says`;
      given += 1;
    }
    const names = Object.keys(value);
    if (names.length === given) return null;
    return `${names.find((each) => !known.some(({ name }) => name === each))} is no field of the format`;
  };
}

const FACT_TYPES: ReadonlySet<string> = new Set(["string", "number", "boolean"]);
const facts: Check = (value) =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((each) => each === null || FACT_TYPES.has(typeof each));

const isCount: Check = (value) => isInteger(value) && (value as number) >= 0;
const isCastFile = matches(CAST_FILE);
const isHash = matches(/^[0-9a-f]{64}$/);
const hashes: Check = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isHash);

const uuid = matches(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

const entryShapeProblem = shapeProblem({
  v: (value) => value === 1,
  seq: (value) => isInteger(value) && (value as number) >= 0,
  id: uuid,
  phase: oneOf(
    "intent",
    "outcome",
    "session",
    "key",
    "anchor",
    "recovery",
    "recording",
    "note",
    "procedure",
    "handover",
  ),
  prev: isHash,
  "ref?": uuid,
  STR: isTime,
  "END?": isTime,
  "ms?": isCount,
  OPR: matches(/^[A-Za-z]+$/),
  USR: shape({
    name: isString,
    os: isString,
    console: isString,
    key: isString,
    session: isString,
    "via?": isString,
  }),
  HST: shape({ endpoint: isString, platform: isString, host: isNullableString }),
  TGT: shape({ kind: isString, id: isNullableString, uuid: isNullableString, name: isString }),
  "BEF?": facts,
  "AFT?": facts,
  "RST?": shape({
    status: oneOf("OK", "NG", "REFUSED", "UNKNOWN"),
    "code?": isString,
    "message?": isString,
    "fault?": isString,
  }),
  "ask?": isString,
  "chosen?": facts,
  "why?": isString,
  "ticket?": isString,
  "task?": isString,
  "clock?": isInteger,
  "blobs?": hashes,
  "run?": shape({
    id: uuid,
    "step?": matches(/^[a-z][a-z0-9-]{0,63}$/),
    "item?": isString,
    "undo?": (value) => value === true,
  }),
  "cast?": shape({ file: isCastFile, at: isCount }),
  "recording?": shape({ file: isCastFile, from: isCount, to: isCount, sha256: isHash }),
  "key?": shape({ origin: isString, public: isString, identity: isString }),
});

/** What an outcome has beside what every entry has: with these, all seven of 4W1H1R. */
const COMPLETE = ["ref", "END", "ms", "BEF", "AFT", "RST"];

/** Why a value is not an entry of format version 1, in words; null when it is one. */
export function entryProblem(value: unknown): string | null {
  const problem = entryShapeProblem(value);
  if (problem !== null) return problem;
  if ((value as { phase: string }).phase !== "outcome") return null;
  const missing = COMPLETE.find((name) => !(name in (value as object)));
  return missing === undefined ? null : `an outcome without ${missing}`;
}
