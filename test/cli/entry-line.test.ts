import { expect, test } from "vitest";
import { entryLine } from "#cli/entry-line.js";
import type { Entry } from "#domain/entry.js";

const INTENT: Entry = {
  v: 1,
  seq: 6,
  id: "01a2208f-2f89-7350-b8fe-1f7b245c0b46",
  prev: "",
  phase: "intent",
  STR: "2026-01-05T21:04:59.123Z",
  OPR: "ModifyCPU",
  USR: { name: "operator", os: "ito", console: "desk-1", key: "SHA256:x", session: "s" },
  HST: { endpoint: "sim:", platform: "simulator", host: "esx-01" },
  TGT: { kind: "VirtualMachine", id: "vm-1", uuid: null, name: "web-03" },
  BEF: { cpus: 2 },
  ask: "cpu web-03 4",
};

const OUTCOME: Entry = {
  ...INTENT,
  seq: 7,
  phase: "outcome",
  END: "2026-01-05T21:05:01.456Z",
  AFT: { cpus: 4 },
  RST: { status: "OK" },
};

test.each<[string, Entry, string]>([
  [
    "an intent has a beginning and no result",
    INTENT,
    "2026-01-05T21:04:59.123Z      6 >  ...      ModifyCPU         web-03",
  ],
  [
    "an outcome says what has changed, and when it was over",
    OUTCOME,
    "2026-01-05T21:05:01.456Z      7 <  OK       ModifyCPU         web-03  cpus 2 -> 4",
  ],
  [
    "one that is not OK has a code",
    { ...OUTCOME, AFT: { cpus: 2 }, RST: { status: "REFUSED", code: "NO_CHANGE", message: "not shown" } },
    "2026-01-05T21:05:01.456Z      7 <  REFUSED  ModifyCPU         web-03  NO_CHANGE",
  ],
  [
    "what was found out later looks different from what was seen",
    { ...OUTCOME, phase: "recovery" },
    "2026-01-05T21:05:01.456Z      7 =  OK       ModifyCPU         web-03  cpus 2 -> 4",
  ],
  [
    "a note is its text",
    {
      ...OUTCOME,
      phase: "note",
      OPR: "Note",
      why: "night shift",
      TGT: { ...OUTCOME.TGT, name: "sim:" },
      BEF: {},
      AFT: {},
    },
    "2026-01-05T21:05:01.456Z      7 *  OK       Note              sim:  night shift",
  ],
  [
    "a server's name cannot write to the terminal, nor begin a line",
    { ...INTENT, TGT: { ...INTENT.TGT, name: "a\u001b[2J\nb" } },
    "2026-01-05T21:04:59.123Z      6 >  ...      ModifyCPU         a\\u{1b}[2J\\u{a}b",
  ],
])("%s", (_what, entry, line) => {
  expect(entryLine(entry)).toBe(line);
});
