import { appendFileSync, mkdirSync } from "node:fs";
import fc from "fast-check";
import type { Entry, Phase, Status } from "#domain/entry.js";
import type { CastMark } from "#domain/recording.js";
import type { RunMark } from "#domain/run.js";
import { canonical } from "#journal/canonical.js";
import { layoutOf, segmentAt } from "#journal/layout.js";

/** What an entry of a journal is that anybody may have written, in any order. */
export interface Step {
  readonly phase: Phase;
  readonly OPR: string;
  /** Of the entries so far, which it answers; none where there is no such one. */
  readonly answers: number;
  readonly status: Status | null;
  readonly task: number | null;
  readonly endpoint: number;
  readonly session: number;
  readonly target: string;
  readonly user: string;
  readonly minutesAgo: number;
  readonly run: RunMark | null;
  readonly cast: CastMark | null;
}

const step: fc.Arbitrary<Step> = fc.record({
  phase: fc.constantFrom<Phase[]>(
    "intent",
    "intent",
    "outcome",
    "outcome",
    "recovery",
    "note",
    "anchor",
    "procedure",
    "session",
  ),
  OPR: fc.constantFrom("Login", "StartVM", "StopVM", "BeginRun", "Logout", "SessionEnded"),
  answers: fc.nat(6),
  status: fc.constantFrom<(Status | null)[]>("OK", "NG", "REFUSED", "UNKNOWN", "UNKNOWN", null),
  task: fc.option(fc.nat(3)),
  endpoint: fc.nat(1),
  session: fc.nat(2),
  target: fc.constantFrom("web-01", "web-02", 'a"b\\c', "日本語", "😀", "db;01\n"),
  user: fc.constantFrom("alice", "DOMAIN\\bob"),
  minutesAgo: fc.oneof(fc.nat(30), fc.nat(60 * 24 * 40)),
  run: fc.option(
    fc.record(
      {
        id: fc.nat(2).map((n) => uuid(800 + n)),
        step: fc.constantFrom("move", "wipe-2"),
        item: fc.constantFrom("vm-42", 'a"b\\c"seq":1', "日本語", "😀"),
        undo: fc.constant(true as const),
      },
      { requiredKeys: ["id"] },
    ),
  ),
  cast: fc.option(fc.record({ file: fc.nat(2).map(castFile), at: fc.nat(10 ** 8) })),
});

export const anyJournal = fc.array(step, { minLength: 1, maxLength: 60 });

export const ENDPOINTS = ["vsphere://vc1.example", "vsphere://vc2.example"] as const;
const START = Date.now();

function uuid(n: number): string {
  return `0198c1de-0000-7000-8000-${String(n).padStart(12, "0")}`;
}

function castFile(n: number): string {
  return `${uuid(900)}-${n + 1}.cast`;
}

/** The lines of a journal, without their newlines. What reads them here checks no signature and no chain. */
export function linesOfSteps(steps: readonly Step[]): string[] {
  return steps.map((each, seq) => {
    const { phase, OPR, status, task, target, user } = each;
    const STR = new Date(START - each.minutesAgo * 60_000).toISOString();
    const complete = phase === "outcome";
    const result = status ?? (complete ? "OK" : null);
    const entry: Entry = {
      v: 1,
      seq,
      // Now and then an id is there twice.
      id: uuid(seq % 17 === 16 ? seq - 3 : seq),
      prev: "0".repeat(64),
      phase,
      OPR,
      STR,
      USR: { name: user, os: "op", console: "ops-1", key: "SHA256:k", session: uuid(900 + each.session) },
      HST: { endpoint: ENDPOINTS[each.endpoint]!, platform: "vsphere", host: null },
      TGT: {
        kind: "VirtualMachine",
        id: seq % 5 === 0 ? null : `vm-${target.length}`,
        uuid: null,
        name: target,
      },
      ...(complete ? { END: STR, ms: 3, BEF: {}, AFT: { name: target, power: "on" } } : {}),
      ...(phase === "intent" || (phase === "session" && seq % 2 === 0)
        ? {}
        : { ref: uuid(Math.max(0, seq - 1 - each.answers)) }),
      ...(phase === "intent" || result === null ? {} : { RST: { status: result, message: 'it "said" so' } }),
      ...(task === null || phase === "intent" ? {} : { task: `task-${task}` }),
      ...(each.run === null ? {} : { run: each.run }),
      ...(each.cast === null ? {} : { cast: each.cast }),
    };
    return `{"e":${canonical(entry)},"s":"${Buffer.alloc(64, seq).toString("base64")}"}`;
  });
}

/** Puts lines at the end of a journal, so many a file; `from` is the seq of the first. */
export function appendLines(directory: string, lines: readonly string[], from = 0, perFile = 9): void {
  const layout = layoutOf(directory);
  mkdirSync(layout.entries, { recursive: true });
  mkdirSync(layout.sessions, { recursive: true });
  for (const [index, line] of lines.entries()) {
    const seq = from + index;
    appendFileSync(segmentAt(layout, seq - (seq % perFile)).path, `${line}\n`);
  }
}
