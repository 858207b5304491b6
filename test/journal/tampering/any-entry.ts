import fc from "fast-check";
import type { Entry, Facts } from "#domain/entry.js";

/** Texts that look like the members of a line, as an operator or a hypervisor can write them. */
const MEMBERS = [
  '"prev":"',
  '"id":"',
  '"RST":{',
  '"STR":"',
  '","TGT":{"',
  '","ref":"',
  '","recording":{',
  ',"cast":{"at":7,"file":"',
  '"phase":"intent"',
  '"status":"UNKNOWN"',
  '"},"OPR":"',
  ',"platform":"vsphere',
  ',"seq":7',
  '"s":"',
  '"',
  "\\",
  "}",
  "{",
  ",",
  "日本語",
  "\n",
  "\u0000",
  "\u2028",
];

const text: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...MEMBERS), { maxLength: 6 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 12 }).map((each) => each.replaceAll("\u007f", "")),
);

const name = fc.oneof(
  fc.constantFrom("prev", "id", "phase", "ref", "seq", "STR", "END", "TGT", "RST", "AFT", "status", "s", "e"),
  text,
);

const facts: fc.Arbitrary<Facts> = fc.dictionary(
  name,
  fc.oneof(
    text,
    fc.maxSafeInteger().map((each) => each + 0 || 0),
    fc.boolean(),
    fc.constant(null),
  ),
  { maxKeys: 5, noNullPrototype: true },
);

const uuid = fc.uuid({ version: 7 });
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const time = fc
  .integer({ min: 0, max: 4_000_000_000_000 })
  .map((milliseconds) => new Date(milliseconds).toISOString());
const orNull = fc.option(text);

const RESULT = {
  status: fc.constantFrom("OK", "NG", "REFUSED", "UNKNOWN"),
  code: text,
  message: text,
  fault: text,
} as const;

const MEMBERS_OF_ALL = {
  v: fc.constant(1),
  seq: fc.maxSafeNat(),
  id: uuid,
  prev: hex,
  STR: time,
  OPR: fc.stringMatching(/^[A-Za-z]{1,12}$/),
  USR: fc.record({ name: text, os: text, console: text, key: text, session: text }),
  HST: fc.record({ endpoint: text, platform: text, host: orNull }),
  TGT: fc.record({ kind: text, id: orNull, uuid: orNull, name: text }),
} as const;

const castFile = fc.tuple(uuid, fc.integer({ min: 1, max: 999 })).map(([id, n]) => `${id}-${n}.cast`);

const MEMBERS_OF_SOME = {
  clock: fc.maxSafeInteger().map((each) => each + 0 || 0),
  cast: fc.record({ file: castFile, at: fc.maxSafeNat() }),
  recording: fc.record({ file: castFile, from: fc.maxSafeNat(), to: fc.maxSafeNat(), sha256: hex }),
  ref: uuid,
  END: time,
  ms: fc.maxSafeNat(),
  BEF: facts,
  AFT: facts,
  RST: fc.record(RESULT, { requiredKeys: ["status"] }),
  ask: text,
  chosen: facts,
  why: text,
  ticket: text,
  task: text,
  key: fc.record({ origin: text, public: text, identity: text }),
  blobs: fc.dictionary(fc.constantFrom("why", "ask", "AFT/name", "BEF/disks"), hex, {
    noNullPrototype: true,
  }),
} as const;

const PHASES = [
  "intent",
  "session",
  "key",
  "anchor",
  "recovery",
  "recording",
  "note",
  "procedure",
  "handover",
];

/** Any entry of the format, whatever its texts and the names of its facts are. */
export const anyEntry: fc.Arbitrary<Entry> = fc
  .oneof(
    fc.record(
      { ...MEMBERS_OF_ALL, ...MEMBERS_OF_SOME, phase: fc.constantFrom(...PHASES) },
      { requiredKeys: ["v", "seq", "id", "prev", "STR", "OPR", "USR", "HST", "TGT", "phase"] },
    ),
    fc.record({ ...MEMBERS_OF_ALL, ...MEMBERS_OF_SOME, phase: fc.constant("outcome") }),
  )
  .map((entry) => entry as unknown as Entry);

/** Facts by themselves, to put into an entry. */
export const anyFacts: fc.Arbitrary<Facts> = facts;
