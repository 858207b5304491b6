import { expect, test } from "vitest";
import { AuditModel } from "#console/store/audit-model.js";
import type { Entry } from "#domain/entry.js";
import { entry, OK, operation } from "../entries.js";

function audit(...entries: readonly Entry[]): AuditModel {
  const model = new AuditModel();
  add(model, ...entries);
  return model;
}

function add(model: AuditModel, ...entries: readonly Entry[]): void {
  for (const each of entries) model.add(each, () => true);
}

const seqs = (entries: readonly Entry[]) => entries.map(({ seq }) => seq);
const on = (id: string, name: string) =>
  ({ TGT: { kind: "VirtualMachine", id, uuid: null, name } }) as const satisfies Partial<Entry>;

test("at the end it follows what is new; an entry that is looked at stays under the cursor", () => {
  const model = audit(entry(1), entry(2), entry(3));
  expect(model.selected?.seq).toBe(3);
  add(model, entry(4));
  expect(model).toMatchObject({ cursor: null, selected: { seq: 4 } });
  model.move(-2);
  add(model, entry(5), entry(6));
  expect(model.selected?.seq).toBe(2);
  model.move(1);
  expect(model.selected?.seq).toBe(3);
  model.move(Number.POSITIVE_INFINITY);
  add(model, entry(7));
  expect(model.selected?.seq).toBe(7);
});

test("to follow again goes back to the end", () => {
  const model = audit(entry(1), entry(2));
  model.move(-1);
  model.follow();
  expect(model).toMatchObject({ cursor: null, index: 1 });
});

test("the cursor stays within the entries", () => {
  const model = audit(entry(1), entry(2));
  model.move(Number.NEGATIVE_INFINITY);
  model.move(-1);
  expect(model.selected?.seq).toBe(1);
  const empty = new AuditModel();
  empty.move(-1);
  expect(empty.selected).toBeNull();
});

test.each([
  ["start", [1, 4]],
  ["START WEB", [1]],
  ["ng", [3]],
  ["!ok", [2, 3]],
  ["NOT_FOUND", [3]],
  ["alice", [4]],
  ["intent", [2]],
  ["web !start", [2]],
])("the filter %j shows what has its words in operation, target, result or user", (text, shown) => {
  const alice = { ...entry(0).USR, name: "alice" };
  const model = audit(
    entry(1, { RST: OK }),
    entry(2, { phase: "intent", OPR: "StopVM" }),
    entry(3, { OPR: "ResetVM", ...on("vm-2", "db-01"), RST: { status: "NG", code: "NOT_FOUND" } }),
    entry(4, { ...on("vm-2", "db-01"), USR: alice, RST: OK }),
  );
  model.filterBy(text);
  expect(seqs(model.entries)).toEqual(shown);
  expect(model).toMatchObject({ filtering: true, total: 4 });
  model.filterBy("  ");
  expect(model).toMatchObject({ filtering: false });
  expect(model.entries).toHaveLength(4);
});

test("a filter that leaves out what is looked at points to the one before", () => {
  const model = audit(entry(1), entry(2, { OPR: "StopVM" }), entry(3), entry(4));
  model.move(-2);
  model.filterBy("start");
  expect(model.selected?.seq).toBe(1);
  add(model, entry(5));
  expect(seqs(model.entries)).toEqual([1, 3, 4, 5]);
});

test("what completed an intent is its newest answer; anything else is complete in itself", () => {
  const [asked, outcome] = operation(1, { status: "UNKNOWN" });
  const recovery = entry(3, { phase: "recovery", ref: asked.id, RST: OK });
  const model = audit(asked, outcome, recovery, entry(4, { phase: "intent" }));
  expect(model.completing(asked).seq).toBe(3);
  expect(model.completing(outcome).seq).toBe(2);
  expect(model.completing(entry(4, { phase: "intent" })).seq).toBe(4);
  expect(model.intentOf(recovery)).toEqual(asked);
  expect(model.intentOf(asked)).toBeNull();
});

test("the history of a machine has what completed each intent, newest first, and its clones", () => {
  const model = audit(
    ...operation(1, OK),
    ...operation(3, OK, on("vm-2", "db-01")),
    ...operation(5, { status: "NG" }, { OPR: "StopVM" }),
    entry(7, { phase: "intent", OPR: "ResetVM" }),
    entry(8, { ...on("vm-2", "db-01"), OPR: "CloneVM", AFT: { cloneId: "vm-1" }, RST: OK }),
  );
  expect(seqs(model.historyOf("vm-1", 10, "sim:"))).toEqual([8, 7, 6, 2]);
  expect(seqs(model.historyOf("vm-1", 2, "sim:"))).toEqual([8, 7]);
  expect(model.historyOf("vm-9", 10, "sim:")).toEqual([]);
  expect(model.historyOf("vm-1", 10, "vsphere://lab.example")).toEqual([]);
});

test("an undo is meant for the newest outcome that is OK, of a machine or of any", () => {
  const endpoint = { kind: "Endpoint", id: null, uuid: null, name: "sim:" } as const;
  const model = audit(
    ...operation(1, OK),
    ...operation(3, OK, on("vm-2", "db-01")),
    ...operation(5, { status: "NG" }),
    ...operation(7, OK, { OPR: "Login", TGT: endpoint }),
  );
  expect(model.lastOutcome("vm-1")?.seq).toBe(2);
  expect(model.lastOutcome(null)?.seq).toBe(4);
  expect(model.lastOutcome("vm-3")).toBeNull();
});

test("entries of other sessions are theirs", () => {
  const model = audit(entry(1));
  expect(model.isOwn(entry(1))).toBe(false);
  model.ownSession("session-1");
  expect(model.isOwn(entry(1))).toBe(true);
});

test("of a long journal the newest thousands are kept here", () => {
  const model = new AuditModel();
  for (let seq = 0; seq < 6000; seq += 1) model.add(entry(seq), () => true);
  expect(model.total).toBeLessThanOrEqual(5500);
  expect(model.bySeq(5999)?.seq).toBe(5999);
  expect(model.bySeq(0)).toBeNull();
});

test("a signature is judged once, when its entry is first shown, and of the entry that is shown", () => {
  const model = new AuditModel();
  const judged: Entry[] = [];
  model.add(entry(1), (shown) => judged.push(shown) > 0);
  expect(judged).toEqual([]);
  const shown = model.bySeq(1)!;
  expect([model.isSigned(shown), model.isSigned(shown)]).toEqual([true, true]);
  expect(judged).toEqual([shown]);
  expect(model.isSigned(entry(2))).toBe(false);
});

test("entries say who, where and what once for all of them that say the same", () => {
  const model = audit(entry(1), entry(2, on("vm-2", "db-01")), entry(3));
  const [first, second, third] = model.entries;
  expect(model.entries).toEqual([entry(1), entry(2, on("vm-2", "db-01")), entry(3)]);
  expect(second!.USR).toBe(first!.USR);
  expect(third!.TGT).toBe(first!.TGT);
});
