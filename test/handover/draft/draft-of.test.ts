import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { markdownOf } from "#documents/markdown.js";
import type { Leftover, ReportedOperation } from "#domain/handover.js";
import { handoverDocument } from "#handover/document/handover-document.js";
import { draftOf } from "#handover/draft/draft-of.js";
import { reportBytes } from "#handover/exchange/report-bytes.js";
import { parseHandover } from "#handover/parse-handover.js";
import { canonical } from "#journal/canonical.js";
import { layoutOf } from "#journal/layout.js";
import { en } from "#messages/en.js";
import { reportedRun, TITLE } from "../../procedures/report/a-reported-run.js";
import { Desk } from "../../session/desk.js";
import { WorkedShift } from "./worked-shift.js";

/** Of an operation: `ModifyMemory web-02 OK memoryMiB 4096 -> 8192`. */
function said({ OPR, target, result, before, after }: ReportedOperation): string {
  const changed = Object.keys(after).filter((key) => before[key] !== after[key]);
  const changes = changed.map((key) => `${key} ${before[key]} -> ${after[key]}`);
  return [OPR, target.name, result?.code ?? result?.status ?? "open", ...changes].join(" ");
}

function left({ kind, target, before, after, seq }: Leftover): unknown {
  return [kind, target.name, before, after, seq];
}

const on = (shift: WorkedShift, power: string) =>
  shift.session.inventory.machines
    .all()
    .filter((machine) => machine.power === power && !machine.template)
    .map(({ name }) => name);

test("a shift's operations are told by machine with before and after, and what was put back is not left over", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const [first, second] = on(shift, "on") as [string, string];
  const [third] = on(shift, "off") as [string];
  await shift.does(`stop ${first}`, `start ${first}`, `stop ${second}`);
  const [memory] = await shift.does(`memory ${third} 8GiB`);
  const [renamed] = await shift.does(`rename ${third} db-09`);
  const { operations, machines, failures, tasks, shift: of } = await shift.draft();
  expect(operations.map(({ target, operations: own }) => [target.name, own.map(said)])).toEqual([
    [first, [`StopVM ${first} OK power on -> off`, `StartVM ${first} OK power off -> on`]],
    [second, [`StopVM ${second} OK power on -> off`]],
    [
      "db-09",
      [
        `ModifyMemory ${third} OK memoryMiB ${memory!.BEF!.memoryMiB} -> 8192`,
        expect.stringContaining(`OK name ${third} -> db-09`),
      ],
    ],
  ]);
  const [operation] = operations[0]!.operations;
  expect(operation).toMatchObject({ who: "operator", why: "patch day", ticket: "CHG1", run: null });
  expect(operation!.seq).toBeGreaterThan(operation!.intent);
  expect(machines.map(left)).toEqual([
    ["power", second, { power: "on" }, { power: "off" }, expect.any(Number)],
    [
      "changed",
      "db-09",
      { memoryMiB: memory!.BEF!.memoryMiB, name: third },
      { memoryMiB: 8192, name: "db-09" },
      renamed!.seq,
    ],
  ]);
  expect([failures, tasks]).toEqual([[], []]);
  const { session } = shift.desk;
  expect(of.sessions).toEqual([
    {
      ...{ session, who: "operator", os: "tester1", console: "ops-1", endpoint: shift.desk.trail.endpoint },
      ...{ from: expect.any(String), to: null, brokeOff: false, operations: 5, failures: 0 },
    },
  ]);
});

test("snapshots that are neither removed nor gone, and machines that were made or deleted, are left over", async () => {
  await using shift = await WorkedShift.at("vms=30");
  const [first, second, third] = on(shift, "off") as [string, string, string];
  const [before] = await shift.does(`snapshot create ${first} before-patch`);
  await shift.does(`snapshot create ${first} after-patch`, `snapshot remove ${first} after-patch`);
  await shift.does(`snapshot create ${second} a`, `snapshot remove ${second} a`);
  const [copied] = await shift.does(`clone ${second} copy-1`);
  await shift.does(`create for-a-moment`, `delete for-a-moment`);
  const [deleted] = await shift.does(`delete ${third}`);
  const { machines } = await shift.draft();
  expect(machines.map(left)).toEqual([
    ["snapshots", first, { snapshots: null }, { snapshots: "before-patch" }, before!.seq],
    ["created", "copy-1", {}, expect.objectContaining({ name: "copy-1", power: "off" }), copied!.seq],
    ["deleted", third, expect.objectContaining({ name: third, power: "off" }), {}, deleted!.seq],
  ]);
  expect(machines[1]!.target.id).toBe(copied!.AFT!.cloneId);
});

test("a snapshot that was removed and one of the same name that was made are told one by one, each by its own entry", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const [name] = on(shift, "off") as [string];
  await shift.does(`snapshot create ${name} a`, `snapshot create ${name} kept`);
  const { seq } = shift.session.note("the shift before ends here");
  const [given] = await shift.does(`snapshot remove ${name} a`);
  const [made] = await shift.does(`snapshot create ${name} a`);
  await shift.does(`snapshot create ${name} b`, `snapshot remove ${name} b`);
  const handover = await shift.draft({ from: seq });
  expect(handover.machines.map(left)).toEqual([
    ["snapshots", name, { snapshots: "a" }, { snapshots: null }, given!.seq],
    ["snapshots", name, { snapshots: null }, { snapshots: "a" }, made!.seq],
  ]);
  const said = markdownOf(handoverDocument(handover, en, false));
  expect(said).toContain(`| -snapshots a | ${given!.seq} |`);
  expect(said).toContain(`| +snapshots a | ${made!.seq} |`);
});

test("what was made and changed since is told as it is now; what was changed and deleted, as it was when it was deleted", async () => {
  await using shift = await WorkedShift.at("vms=12");
  await shift.does("create db-07 --disk 10GiB");
  const [grown] = await shift.does("disk db-07 20GiB");
  const [added] = await shift.does("disk db-07 5GiB --add");
  const [name] = on(shift, "off") as [string];
  await shift.does(`memory ${name} 8GiB`, `rename ${name} old-01`);
  const [deleted] = await shift.does("delete old-01");
  const machines = (await shift.draft()).machines.map(({ kind, before, after }) => ({ kind, before, after }));
  const labels = { [`diskMiB (${grown!.AFT!.disk})`]: 20_480, [`diskMiB (${added!.AFT!.disk})`]: 5_120 };
  expect(machines[0]).toMatchObject({ kind: "created", after: { name: "db-07", ...labels } });
  expect(Object.keys(machines[0]!.after)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^disk(?:s|MiB)$/u)]),
  );
  const { snapshot: _, ...was } = deleted!.BEF!;
  expect(machines[1]).toEqual({ kind: "deleted", before: was, after: {} });
  expect(was).toMatchObject({ name: "old-01", memoryMiB: 8192 });
});

test("disks are told apart, and a host in maintenance is left over", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const { hosts, machines: all } = shift.session.inventory;
  const [name] = on(shift, "off") as [string];
  const host = hosts.all().find(({ parent }) => parent !== null)!;
  const running = all.all().filter((machine) => machine.host === host.id && machine.power === "on");
  await shift.does(...running.map((machine) => `stop @${machine.id}`), `host maintenance enter ${host.name}`);
  const before = await shift.does(`disk ${name} 10GiB --add`);
  const grown = Number(before[0]!.AFT!.diskMiB) + 1024;
  expect(before[0]!.RST).toEqual({ status: "OK" });
  await shift.does(`disk ${name} ${grown}MiB --disk '${before[0]!.AFT!.disk}'`);
  const { machines } = await shift.draft();
  const label = `diskMiB (${before[0]!.AFT!.disk})`;
  expect(machines.map(left)).toContainEqual([
    ...["changed", name, { [label]: null }, { [label]: grown }, expect.any(Number)],
  ]);
  expect(machines.map(left)).toContainEqual([
    ...["maintenance", host.name, { maintenance: false }, { maintenance: true }, expect.any(Number)],
  ]);
});

test("what failed and what nobody knows is told, with what is still running", async () => {
  await using shift = await WorkedShift.at("vms=12&faults=suspend:lost@1,start:refuse@1");
  const [first] = on(shift, "on") as [string];
  const [off] = on(shift, "off") as [string];
  await shift.does(`start ${first}`, `start ${off}`);
  const { trail } = shift.desk;
  const target = { kind: "VirtualMachine", id: "vm-9", uuid: null, name: "slow-01" } as const;
  const open = trail.intent({ OPR: "CloneVM", target, host: null, before: { name: "slow-01" } });
  const lost = trail.intent({ OPR: "StopVM", target, host: null, before: { power: "on" } });
  const result = { status: "UNKNOWN", code: "CONNECTION_LOST" } as const;
  const unknown = trail.outcome(lost, { before: { power: "on" }, after: {}, result });
  const { failures, tasks, operations } = await shift.draft();
  expect(failures.map(said)).toEqual([
    `StartVM ${first} POWER_STATE`,
    `StartVM ${off} SERVER_FAULT`,
    "StopVM slow-01 CONNECTION_LOST",
  ]);
  expect(tasks.map(({ seq, intent, result }) => [seq, intent, result?.status ?? null])).toEqual([
    [open.entry.seq, open.entry.seq, null],
    [unknown.seq, lost.entry.seq, "UNKNOWN"],
  ]);
  expect(operations.at(-1)!.operations.map(({ result: each }) => each?.status ?? null)).toEqual([
    null,
    "UNKNOWN",
  ]);
  // It is found out: nothing of it is open or failed any more.
  trail.recovery(lost.entry, { before: { power: "on" }, after: { power: "off" }, result: { status: "OK" } });
  const later = await shift.draft();
  expect(later.tasks.map(({ OPR }) => OPR)).toEqual(["CloneVM"]);
  expect(later.failures).toHaveLength(2);
  expect(later.machines.map(left)).toContainEqual([
    ...["power", "slow-01", { power: "on" }, { power: "off" }, expect.any(Number)],
  ]);
  trail.outcome(open, { before: {}, after: {}, result: { status: "OK" } });
});

test("what was looked for and not found out is still unknown, and is told as unresolved", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const { trail } = shift.desk;
  const target = { kind: "HostSystem", id: "host-9", uuid: null, name: "esx-09" } as const;
  const killed = trail.intent({
    OPR: "EnterMaintenance",
    target,
    host: null,
    before: { maintenance: false },
  });
  const result = { status: "UNKNOWN", code: "NO_TASK_FOUND" } as const;
  const sought = trail.recovery(killed.entry, { before: { maintenance: false }, after: {}, result });
  const handover = await shift.draft();
  expect(handover.tasks).toMatchObject([
    { seq: sought!.seq, intent: killed.entry.seq, OPR: "EnterMaintenance", result },
  ]);
  expect(markdownOf(handoverDocument(handover, en, false))).toMatch(
    /## Still running or unresolved\n\n[\s\S]*esx-09 [^\n]*UNKNOWN NO\\_TASK\\_FOUND/u,
  );
});

test("a session whose program was killed broke off, once a later Login has found that out", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const { session, journal } = shift.desk;
  const login = shift.desk.entries().find(({ OPR, phase }) => OPR === "Login" && phase === "outcome")!;
  const endedOf = async () => {
    const { sessions } = (await shift.draft()).shift;
    return sessions.map((each) => [each.session, each.to, each.brokeOff]);
  };
  expect(await endedOf()).toEqual([[session, null, false]]);
  const { AFT, id, STR, HST } = login;
  const next = { ...login.USR, session: uuidv7() };
  const target = {
    kind: "Session",
    id: String(AFT!.serverSession),
    uuid: null,
    name: login.USR.name,
  } as const;
  const about = { STR, END: STR, USR: next, HST, TGT: target } as const;
  const gone = { status: "OK", code: "SESSION_GONE" } as const;
  journal.append({ ...about, phase: "session", OPR: "SessionEnded", ref: id, RST: gone });
  expect(await endedOf()).toEqual([[session, null, true]]);
  expect(markdownOf(handoverDocument(await shift.draft(), en, false))).toContain(
    "broken off: its program died",
  );
});

test("a session that the next Login had to end broke off too", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const login = shift.desk.entries().find(({ OPR, phase }) => OPR === "Login" && phase === "outcome")!;
  const id = String(login.AFT!.serverSession);
  const { trail } = shift.desk;
  const target = { kind: "Session", id, uuid: null, name: login.USR.name } as const;
  const begun = trail.intent({ OPR: "EndSession", target, host: null, before: { session: id } });
  trail.outcome(begun, { before: { session: id }, after: {}, result: { status: "OK" } });
  expect((await shift.draft()).shift.sessions).toMatchObject([{ to: null, brokeOff: true }]);
});

test("an unsound journal is told with the checkpoint that was signed of it, before all else", async () => {
  await using shift = await WorkedShift.at("vms=12");
  shift.session.note("watch web-01");
  const { journal: sound } = await shift.draft();
  const { entries } = shift.desk.journal.layout;
  const [file] = readdirSync(entries) as [string];
  const path = join(entries, file);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace("watch web-01", "watch web-02"));
  const operator = { os: "tester1", console: "ops-1" };
  const { directory, signer } = shift.desk;
  const damaged = await draftOf(layoutOf(directory), { operator, key: signer.fingerprint });
  const { origin, treeSize, rootHash, keys } = sound;
  expect(damaged.journal).toMatchObject({ sound: false, origin, treeSize, rootHash, keys });
  const markdown = markdownOf(handoverDocument(damaged, en, false));
  expect(markdown.split("\n\n")[1]).toContain("THE JOURNAL IS NOT SOUND: entries/");
  expect(markdown).toContain(`tree size: ${treeSize}`);
  const none = { ...damaged, journal: { ...damaged.journal, treeSize: 0, rootHash: "" } };
  const unknown = markdownOf(handoverDocument(none, en, false));
  expect(unknown).toContain("Root hash: cannot be told");
  expect(unknown).toContain("Newest anchor: cannot be told");
  writeFileSync(path, text);
});

test("a report is made again from its bytes as it was", async () => {
  await using shift = await WorkedShift.at("vms=12");
  await shift.does("create db-07");
  const drawn = await shift.draft();
  const read = parseHandover(reportBytes(drawn).bytes)!;
  expect(markdownOf(handoverDocument(read, en, false))).toBe(markdownOf(handoverDocument(drawn, en, false)));
});

test("a procedure that is paused is at its next step, and an approval that nobody has given is pending", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const { trail } = shift.desk;
  const run = reportedRun(shift.desk);
  const over = reportedRun(shift.desk, uuidv7());
  trail.procedure({ OPR: "EndRun", run: { id: over }, title: TITLE, after: { state: "complete" } });
  const request = (of: string | null, expires: string) =>
    trail.procedure({
      OPR: "RequestApproval",
      run: { id: run, ...(of === null ? {} : { step: of }) },
      title: TITLE,
      after: { of, expires, text: "", request: "", plan: "", nonce: "" },
    });
  request(null, "2026-01-01T00:00:00.000Z");
  const asked = request(null, "2036-01-01T00:00:00.000Z");
  const step = request("heard", "2036-01-01T00:00:00.000Z");
  trail.procedure({
    ...{ OPR: "Approve", run: { id: run, step: "heard" }, title: TITLE, ref: step.id, after: {} },
    result: { status: "REFUSED", code: "APPROVAL_OTHER" },
  });
  const draft = await shift.draft();
  expect(draft.procedures).toEqual([
    {
      ...{ run, title: TITLE, endpoint: trail.endpoint, state: "running", done: 1, total: 3 },
      ...{ seq: expect.any(Number), step: { id: "start", title: "Start web-02 [web-02 vm-43]" } },
    },
  ]);
  expect(draft.approvals).toEqual([
    { seq: asked.seq, run, title: TITLE, of: null, expires: "2036-01-01T00:00:00.000Z" },
    { seq: step.seq, run, title: TITLE, of: "heard", expires: "2036-01-01T00:00:00.000Z" },
  ]);
  expect(draft.failures.map(said)).toEqual([`Approve ${TITLE} APPROVAL_OTHER`]);
  trail.procedure({ OPR: "PauseRun", run: { id: run }, title: TITLE, why: "the shift ends" });
  expect((await shift.draft()).procedures[0]).toMatchObject({ run, state: "paused" });
});

test("notes are whole, and the journal is told as verify finds it", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const long = "長いメモ".repeat(8_000);
  shift.session.note("watch web-01");
  const { seq } = shift.session.note(long);
  const draft = await shift.draft();
  expect(draft.notes.map(({ text }) => text)).toEqual(["watch web-01", long]);
  const { directory, signer } = shift.desk;
  expect(draft.journal).toMatchObject({ treeSize: seq + 1, sound: true, problem: null });
  expect(draft.journal.rootHash).toMatch(/^[A-Za-z0-9+/]{43}=$/u);
  expect(draft.journal.keys).toEqual([
    { fromSeq: 0, fingerprint: signer.fingerprint, identity: "tester1@ops-1" },
  ]);
  expect(draft.outgoing.key).toBe(signer.fingerprint);
  // What is signed is what is read strictly by whoever gets it.
  expect(parseHandover(Buffer.from(canonical(draft)))).toEqual(draft);
  for (const name of readdirSync(`${directory}/blobs`)) rmSync(`${directory}/blobs/${name}`);
  await expect(shift.draft()).rejects.toMatchObject({ code: "JOURNAL_DAMAGED" });
});

test("a shift begins after the newest handover, and goes on where that was refused", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const { trail, desk } = { trail: shift.desk.trail, desk: shift.desk };
  expect((await shift.draft()).shift.firstSeq).toBe(1);
  shift.session.note("of the first shift");
  const handOver = (report: string, firstSeq: number) =>
    trail.handover({
      ...{ OPR: "HandOver", target: { id: uuidv7(), name: "a shift" } },
      after: { report, revision: 1, firstSeq },
    });
  const first = handOver("aa", 1);
  shift.session.note("of the second shift");
  const second = await shift.draft();
  expect(second.shift.firstSeq).toBe(first.seq + 1);
  expect(second.notes.map(({ text }) => text)).toEqual(["of the second shift"]);
  // Its session began in the shift before.
  expect(second.shift.sessions).toMatchObject([{ session: desk.session, operations: 0 }]);
  handOver("bb", second.shift.firstSeq);
  trail.handover({
    ...{ OPR: "AnswerHandover", target: { id: uuidv7(), name: "a shift" } },
    after: { report: "bb", revision: 1, decision: "refused" },
    why: "the note says nothing",
  });
  const again = await shift.draft();
  expect(again.shift.firstSeq).toBe(first.seq + 1);
  expect((await shift.draft({ from: 1 })).notes).toHaveLength(2);
});

test("a report of an earlier moment is what it was then, whatever has come since", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const { trail } = shift.desk;
  const target = { kind: "VirtualMachine", id: "vm-9", uuid: null, name: "slow-01" } as const;
  const open = trail.intent({ OPR: "StopVM", target, host: null, before: { power: "on" } });
  const { seq } = shift.session.note("the shift ends");
  const fixed = { id: uuidv7(), from: seq, until: seq, now: Date.now() };
  const { journal: _then, ...then } = await shift.draft(fixed);
  expect(then.tasks.map(({ seq: of }) => of)).toEqual([open.entry.seq]);
  trail.outcome(open, { before: { power: "on" }, after: { power: "off" }, result: { status: "OK" } });
  const { journal: _now, ...now } = await shift.draft(fixed);
  expect(now).toEqual(then);
  // What was begun before a shift is told in the one in which it came to its end.
  const after = await shift.draft({ from: seq });
  expect(after.tasks).toEqual([]);
  expect(after.operations.flatMap(({ operations }) => operations).map(said)).toEqual([
    "StopVM slow-01 OK power on -> off",
  ]);
  expect(after.operations[0]!.operations[0]).toMatchObject({ intent: open.entry.seq });
});

test("a journal that is not there has no shift", async () => {
  using desk = new Desk();
  const layout = { ...desk.journal.layout, entries: `${desk.directory}/none` };
  const wanted = { operator: { os: "a", console: "b" }, key: "" };
  await expect(draftOf(layout, wanted)).rejects.toMatchObject({ code: "JOURNAL_MISSING" });
});
