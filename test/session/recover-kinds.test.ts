import { expect, test } from "vitest";
import type { Facts } from "#domain/entry.js";
import type { PastTask } from "#providers/history.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { loggedIn, recovered } from "./left-behind.js";

/** After every intent of the tests. */
const LATER = Date.UTC(2100, 0);

function done(id: string, made: string | null = null): PastTask {
  return { id, queuedAt: LATER, state: "success", failed: null, made };
}

interface Left {
  readonly OPR: string;
  readonly ask: string;
  readonly target?: string | null;
  readonly name?: string;
  readonly before?: Facts;
  readonly chosen?: Facts;
}

/** An operation begun by a session that is gone. */
function begun(desk: Desk, { OPR, ask, target = "vm-42", name = "web-01", before = {}, chosen = {} }: Left) {
  return desk.trail.intent({
    OPR,
    target: { kind: "VirtualMachine", id: target, uuid: null, name },
    host: null,
    before,
    ask,
    chosen,
  }).entry;
}

const CREATION: Left = {
  OPR: "CreateVM",
  ask: "create web-09",
  target: null,
  name: "web-09",
  chosen: { folderId: "vm" },
};

test("a creation is looked for under its folder, and is what it made", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  const intent = begun(gone, CREATION);
  const provider = new FakeProvider();
  provider.made = facts({ id: "vm-99", uuid: "u", name: "web-09" });
  provider.tasks = [done("task-7", "vm-99")];
  expect(await recovered(desk, provider)).toMatchObject([
    {
      ref: intent.id,
      RST: { status: "OK", code: "TASK_FOUND" },
      TGT: { id: "vm-99", uuid: "u", name: "web-09" },
      AFT: { name: "web-09", cpus: 2 },
      task: "task-7",
    },
  ]);
  expect(provider.queries).toMatchObject([{ target: "vm", kind: "create" }]);
});

test("of several creations in a folder the one that made a machine of the name is meant", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, CREATION);
  const provider = new FakeProvider();
  provider.machine = facts({ id: "vm-42", name: "another" });
  provider.made = facts({ id: "vm-99", name: "web-09" });
  provider.tasks = [done("task-6", "vm-42"), done("task-7", "vm-99")];
  expect(await recovered(desk, provider)).toMatchObject([{ RST: { status: "OK" }, task: "task-7" }]);
});

test("intents that made machines of other names are no rivals", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, CREATION);
  begun(gone, { ...CREATION, ask: "create web-10", name: "web-10" });
  const provider = new FakeProvider();
  provider.machine = facts({ id: "vm-42", name: "web-10" });
  provider.made = facts({ id: "vm-99", name: "web-09" });
  provider.tasks = [done("task-6", "vm-42"), done("task-7", "vm-99")];
  const found = await recovered(desk, provider);
  expect(found.map(({ TGT, task }) => `${TGT.name} ${task}`)).toEqual(["web-09 task-7", "web-10 task-6"]);
});

test("a creation whose intent does not say where cannot be looked up", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, { ...CREATION, chosen: {} });
  const provider = new FakeProvider();
  expect(await recovered(desk, provider)).toMatchObject([
    { RST: { status: "UNKNOWN", code: "NOT_TRACEABLE" } },
  ]);
  expect(provider.calls).toEqual([]);
});

test("a clone is what its task made", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, { OPR: "CloneVM", ask: "clone web-01 web-09", chosen: { folderId: "vm" } });
  const provider = new FakeProvider();
  provider.made = facts({ id: "vm-99", name: "web-09" });
  provider.tasks = [done("task-7", "vm-99")];
  expect(await recovered(desk, provider)).toMatchObject([
    { RST: { status: "OK" }, TGT: { id: "vm-42" }, AFT: { clone: "web-09", cloneId: "vm-99" } },
  ]);
  expect(provider.queries).toMatchObject([{ target: "vm-42", kind: "clone" }]);
});

test("a deletion is known by there being nothing left", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, { OPR: "DeleteVM", ask: "delete web-01" });
  const provider = new FakeProvider();
  provider.machine = null;
  provider.tasks = [done("task-7")];
  expect(await recovered(desk, provider)).toMatchObject([{ RST: { status: "OK" }, AFT: {} }]);
});

test("a deletion whose machine is still there may be another's", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, { OPR: "DeleteVM", ask: "delete web-01" });
  const provider = new FakeProvider();
  provider.tasks = [done("task-7")];
  expect(await recovered(desk, provider)).toMatchObject([
    { RST: { status: "UNKNOWN", code: "TASK_UNCERTAIN" }, AFT: { name: "web-01" } },
  ]);
});

test("a move to a folder alone is kept under that folder, any other under the machine", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, { OPR: "MoveVM", ask: "move web-01 --folder prod", chosen: { folderId: "folder-prod" } });
  begun(gone, { OPR: "MoveVM", ask: "move web-01 --host esx-02.example", chosen: { hostId: "host-2" } });
  const provider = new FakeProvider();
  provider.machine = facts({ parent: "folder-prod", host: "host-2" });
  provider.twists.history = () => {
    const { kind } = provider.queries.at(-1)!;
    provider.tasks = [done(`task-${kind}`)];
  };
  const found = await recovered(desk, provider);
  expect(found.map(({ RST, task }) => `${RST?.status} ${task}`)).toEqual([
    "OK task-moveToFolder",
    "OK task-relocate",
  ]);
  expect(provider.queries).toMatchObject([
    { target: "folder-prod", kind: "moveToFolder" },
    { target: "vm-42", kind: "relocate" },
  ]);
});

test("what was chosen tells a snapshot that has no name on the command line", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  const ask = "snapshot create web-01";
  begun(gone, { OPR: "CreateSnapshot", ask, before: { snapshots: 0 }, chosen: { snapshot: "shoseki t" } });
  const provider = new FakeProvider();
  const snapshot = { id: "s-1", name: "shoseki t", description: "", created: "", parent: null } as const;
  provider.machine = facts({ snapshots: [{ ...snapshot, power: "off" }], currentSnapshot: "s-1" });
  provider.tasks = [done("task-7")];
  expect(await recovered(desk, provider)).toMatchObject([
    { RST: { status: "OK" }, AFT: { snapshot: "shoseki t", snapshots: 1 } },
  ]);
});

test("what was asked of a guest leaves no task: what is seen now is recorded, and it stays UNKNOWN", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, { OPR: "ShutdownGuest", ask: "guest shutdown web-01" });
  const provider = new FakeProvider();
  expect(await recovered(desk, provider)).toMatchObject([
    { RST: { status: "UNKNOWN", code: "NOT_TRACEABLE" }, AFT: { name: "web-01", power: "off" } },
  ]);
  expect(provider.calls).toEqual(["read"]);
});
