import type { ReportDocument } from "#documents/report-document.js";
import type { Status } from "#domain/entry.js";
import type { Handover, ReportedOperation } from "#domain/handover.js";
import type { Fault } from "#domain/journal-fault.js";
import type { TimelineRow } from "#handover/timeline-row.js";
import type { Catalogue } from "#messages/catalogue.js";
import { sampleCast } from "./sample-cast.js";

const BEGUN = Date.parse("2026-03-01T09:00:00.000Z");
const SESSION = "019c9000-0000-7000-8000-000000000001";
const DESK = { os: "alice", console: "desk-4" };
const MACHINES = ["web-01", "web-02", "web-03", "db-01"];

/** The two recordings of the shift: it was switched off in between. */
const CASTS: readonly string[] = [`${SESSION}-1.cast`, `${SESSION}-2.cast`];

interface Act {
  readonly OPR: string;
  readonly target: string;
  readonly change: string;
  readonly status: Status;
  readonly said: string;
}

/** What is done over and over, a bit of everything. */
const ACTS: readonly Act[] = [
  { OPR: "StopVM", target: "web-01", change: "power on → off", status: "OK", said: "patch day" },
  { OPR: "ModifyMemory", target: "web-01", change: "memoryMiB 4096 → 8192", status: "OK", said: "" },
  { OPR: "StartVM", target: "web-01", change: "power off → on", status: "OK", said: "" },
  { OPR: "DeleteVM", target: "web-02", change: "", status: "REFUSED", said: "it is on" },
  { OPR: "CreateSnapshot", target: "db-01", change: "snapshots → before-patch", status: "OK", said: "" },
  { OPR: "MoveVM", target: "db-01", change: "", status: "NG", said: "the host has not enough memory" },
  { OPR: "ModifyCPU", target: "web-03", change: "", status: "UNKNOWN", said: "the connection was lost" },
];

/** A shift, and all that its page is made of. Times are whole seconds: an operation every four, its outcome 1.5 s after it. */
export interface Sample {
  readonly handover: Handover;
  readonly document: ReportDocument;
  readonly timeline: readonly TimelineRow[];
  readonly casts: readonly { readonly file: string; readonly text: string }[];
  /** Nothing is wrong with the recordings. */
  readonly faults: ReadonlyMap<string, Fault>;
}

/** @param operations how many; the second half is in the second recording */
export function sampleShift(catalogue: Catalogue, operations = 14): Sample {
  const timeline = Array.from({ length: operations }, (_, n) => rowsOf(n, operations)).flat();
  const casts = CASTS.map((file) => ({ file, text: sampleCast(file, timeline, MACHINES) }));
  const handover = handoverOf(timeline);
  return { handover, document: documentOf(handover, catalogue), timeline, casts, faults: new Map() };
}

function rowsOf(n: number, operations: number): readonly TimelineRow[] {
  const act = ACTS[n % ACTS.length]!;
  const half = Math.ceil(operations / 2);
  const file = CASTS[n < half ? 0 : 1]!;
  const at = 1_000 + (n % half) * 4_000;
  const time = (ms: number) => new Date(BEGUN + n * 4_000 + ms).toISOString();
  const { OPR, target, change, status, said } = act;
  const who = "alice@desk-4";
  return [
    {
      ...{ seq: 10 + 2 * n, at: time(0), who, OPR, target, change: "", status: null, said: "" },
      cast: { file, at },
    },
    {
      ...{ seq: 11 + 2 * n, at: time(1_500), who, OPR, target, change, status, said },
      cast: { file, at: at + 1_500 },
    },
  ];
}

function handoverOf(timeline: readonly TimelineRow[]): Handover {
  const operations = timeline.filter(({ status }) => status !== null).map(operationOf);
  const failures = operations.filter(({ result }) => result?.status !== "OK");
  const byTarget = Map.groupBy(operations, ({ target }) => target.name);
  const key = "SHA256:2s0y0mJcS2gMwqWfD7uE0m2Qe0o1sR6n9k6u8d1Yx0A";
  const endpoint = "vsphere://vc1.example";
  const [from, to] = [new Date(BEGUN).toISOString(), "2026-03-01T17:00:00.000Z"];
  const person = { ...DESK, key };
  return {
    format: "shoseki-handover/1",
    id: "019c9000-0000-7000-8000-0000000000aa",
    revision: 1,
    made: to,
    outgoing: person,
    shift: {
      ...{ from, to, firstSeq: 9, lastSeq: timeline.at(-1)?.seq ?? 9 },
      sessions: [
        {
          ...{ session: SESSION, who: "alice@vsphere.local", ...DESK, endpoint, from },
          ...{ to: null, brokeOff: false, operations: operations.length, failures: failures.length },
        },
      ],
      recordings: CASTS,
      lost: [],
    },
    operations: [...byTarget.values()].map((own) => ({ target: own[0]!.target, endpoint, operations: own })),
    failures,
    procedures: [],
    machines: [
      {
        ...{ kind: "snapshots", target: targetOf("db-01"), endpoint, seq: 19 },
        ...{ before: { snapshots: "" }, after: { snapshots: "before-patch" } },
      },
    ],
    tasks: operations.filter(({ result }) => result?.status === "UNKNOWN"),
    approvals: [],
    notes: [{ seq: 8, at: from, who: "alice@vsphere.local", ...DESK, text: "backup window moved to 03:00" }],
    journal: {
      ...{ origin: "desk-4.example/alice", treeSize: 40, sound: true, problem: null, anchor: null },
      rootHash: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
      keys: [{ fromSeq: 0, fingerprint: key, identity: "alice@desk-4" }],
    },
    remarks: { machines: ["The snapshot of db-01 goes once the patch is approved."] },
    answers: [],
  };
}

function operationOf({ seq, at, who, OPR, target, status, said }: TimelineRow): ReportedOperation {
  return {
    ...DESK,
    ...{ seq, intent: seq - 1, at, who, OPR, endpoint: "vsphere://vc1.example", target: targetOf(target) },
    ...{ before: {}, after: {}, why: null, ticket: "CHG-1042", run: null },
    result: status === null ? null : { status, ...(said === "" ? {} : { message: said }) },
  };
}

function targetOf(name: string): ReportedOperation["target"] {
  return { kind: "VirtualMachine", id: `vm-${MACHINES.indexOf(name) + 1}`, name };
}

/** In the form that a report has, in few words. */
function documentOf({ shift, operations }: Handover, { language }: Catalogue): ReportDocument {
  const isJapanese = language === "ja";
  return {
    language,
    title: isJapanese ? "シフト引き継ぎ報告書" : "Handover of a shift",
    blocks: [
      { kind: "heading", level: 2, text: isJapanese ? "シフト" : "The shift" },
      { kind: "facts", rows: [[isJapanese ? "期間" : "Time", `${shift.from} - ${shift.to}`]] },
      { kind: "heading", level: 2, text: isJapanese ? "操作" : "Operations" },
      ...operations.flatMap(({ target, operations: own }) => [
        { kind: "heading" as const, level: 3 as const, text: target.name },
        {
          kind: "table" as const,
          head: isJapanese ? ["エントリー", "操作", "結果"] : ["Entry", "Operation", "Result"],
          rows: own.map(({ seq, OPR, result }) => [String(seq), OPR, result?.status ?? ""]),
          entry: 0,
        },
      ]),
    ],
  };
}
