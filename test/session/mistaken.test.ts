import { expect, test } from "vitest";
import type { Facts } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { PastTask } from "#providers/history.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { loggedIn, recovered } from "./left-behind.js";

/** After every intent of the tests. */
const LATER = Date.UTC(2100, 0);
const INVALID = { fault: "InvalidState", message: "not now", cancelled: false } as const;

const done = (id: string, made: string | null = null): PastTask => {
  return { id, queuedAt: LATER, state: "success", failed: null, made };
};
const failed = (id: string): PastTask => {
  return { id, queuedAt: LATER, state: "error", failed: INVALID, made: null };
};

/** A server with more machines than one. */
class Server extends FakeProvider {
  machines: FullMachine[] = [];

  override async read(subject: Parameters<FakeProvider["read"]>[0]): Promise<never> {
    const found = this.machines.find(({ id }) => id === subject.id);
    if (found === undefined) throw failure("TARGET_UNKNOWN", { text: `@${subject.id}`, nearest: [] });
    return found as never;
  }
}

interface Left {
  readonly id?: string | null;
  readonly name: string;
  readonly chosen?: Facts;
}

/** Begun by a session that is gone. */
function begun(desk: Desk, OPR: string, ask: string, { id = null, name, chosen = { folderId: "vm" } }: Left) {
  const target = { kind: "VirtualMachine", id, uuid: null, name } as const;
  return desk.trail.intent({ OPR, target, host: null, before: { name }, ask, chosen }).entry;
}

const create = (desk: Desk, name: string) => begun(desk, "CreateVM", `create ${name}`, { name });
const clone = (desk: Desk, name: string) =>
  begun(desk, "CloneVM", `clone web-01 ${name}`, { id: "vm-42", name: "web-01" });
const move = (desk: Desk, id: string, name: string, folder = "prod") =>
  begun(desk, "MoveVM", `move ${name} --folder ${folder}`, { id, name, chosen: { folderId: folder } });

const said = async (desk: Desk, server: Server) =>
  (await recovered(desk, server)).map(
    ({ TGT, RST, task }) => `${TGT.name} ${RST?.status} ${RST?.code} ${task}`,
  );

test.each([
  { OPR: "a creation", leave: create, TGT: { id: null, name: "web-09" } },
  { OPR: "a clone", leave: clone, TGT: { id: "vm-42", name: "web-01" } },
])("$OPR takes nothing from a machine that somebody else has made", async ({ leave, TGT }) => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  leave(gone, "web-09");
  const server = new Server();
  server.machines = [facts({ id: "vm-77", uuid: "theirs", name: "theirs-01" })];
  server.tasks = [done("task-7", "vm-77")];
  const [entry] = await recovered(desk, server);
  expect(entry).toMatchObject({ RST: { status: "UNKNOWN", code: "TASK_UNCERTAIN" }, TGT });
  expect(entry?.TGT.uuid).toBeNull();
  expect(entry?.AFT).toEqual({});
});

test("several moves into a folder, and one task that failed: nobody knows whose it was", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  move(gone, "vm-1", "web-01");
  move(gone, "vm-2", "web-02");
  const server = new Server();
  server.machines = [facts({ id: "vm-1", name: "web-01" }), facts({ id: "vm-2", name: "web-02" })];
  server.tasks = [failed("task-7")];
  expect(await said(desk, server)).toEqual([
    "web-01 UNKNOWN SEVERAL_INTENTS_FIT undefined",
    "web-02 UNKNOWN SEVERAL_INTENTS_FIT undefined",
  ]);
});

test("several moves into a folder, and one task that succeeded: it is the machine's that is there", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  move(gone, "vm-1", "web-01");
  move(gone, "vm-2", "web-02");
  const server = new Server();
  server.machines = [
    facts({ id: "vm-1", name: "web-01", parent: "prod" }),
    facts({ id: "vm-2", name: "web-02", parent: "vm" }),
  ];
  server.tasks = [done("task-7")];
  expect(await said(desk, server)).toEqual([
    "web-01 OK TASK_FOUND task-7",
    "web-02 UNKNOWN NO_TASK_FOUND undefined",
  ]);
});

test("two moved machines that are both there, and one task: nobody knows whose it was", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  move(gone, "vm-1", "web-01");
  move(gone, "vm-2", "web-02");
  const server = new Server();
  server.machines = ["vm-1", "vm-2"].map((id) => facts({ id, parent: "prod" }));
  server.tasks = [done("task-7")];
  expect((await recovered(desk, server)).map(({ RST }) => RST?.code)).toEqual([
    "SEVERAL_INTENTS_FIT",
    "SEVERAL_INTENTS_FIT",
  ]);
});

test("a move into another folder is no rival", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  move(gone, "vm-1", "web-01");
  move(gone, "vm-2", "web-02", "test");
  const server = new Server();
  server.machines = [facts({ id: "vm-1", name: "web-01" }), facts({ id: "vm-2", name: "web-02" })];
  server.twists.history = () => {
    server.tasks = server.queries.at(-1)?.target === "prod" ? [failed("task-7")] : [];
  };
  expect(await said(desk, server)).toEqual([
    "web-01 NG TASK_FAILED task-7",
    "web-02 UNKNOWN NO_TASK_FOUND undefined",
  ]);
});

test.each([
  { OPR: "creations in one folder", leave: create },
  { OPR: "clones of one machine", leave: clone },
])("two lost $OPR: what was made says by its name whose it is", async ({ leave }) => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  const intents = [leave(gone, "web-09"), leave(gone, "web-10")];
  const server = new Server();
  server.machines = [facts({ id: "vm-9", name: "web-09" }), facts({ id: "vm-10", name: "web-10" })];
  server.tasks = [done("task-10", "vm-10"), done("task-9", "vm-9")];
  const found = await recovered(desk, server);
  expect(found.map(({ ref, RST, task }) => [ref, RST?.code, task])).toEqual([
    [intents[0]?.id, "TASK_FOUND", "task-9"],
    [intents[1]?.id, "TASK_FOUND", "task-10"],
  ]);
});

test.each([
  { OPR: "creations in one folder", leave: create },
  { OPR: "clones of one machine", leave: clone },
])(
  "two lost $OPR, and one task that failed: it made nothing that would say whose it was",
  async ({ leave }) => {
    using gone = loggedIn(new Desk());
    using desk = new Desk({ beside: gone });
    leave(gone, "web-09");
    leave(gone, "web-10");
    const server = new Server();
    server.machines = [facts()];
    server.tasks = [failed("task-7")];
    expect((await recovered(desk, server)).map(({ RST }) => RST?.code)).toEqual([
      "SEVERAL_INTENTS_FIT",
      "SEVERAL_INTENTS_FIT",
    ]);
  },
);

/** A start of web-01 by a name of a server, whose writer is gone, and one by another name that had a task. */
async function byAnotherName(theirUuid: string): Promise<string[]> {
  using gone = loggedIn(new Desk({ endpoint: "vsphere://vc1.example" }));
  using other = new Desk({ beside: gone, endpoint: "vsphere://192.0.2.1" });
  using desk = new Desk({ beside: gone, endpoint: "vsphere://vc1.example" });
  const target = { kind: "VirtualMachine", id: "vm-42", uuid: "uuid-of-web-01", name: "web-01" } as const;
  const asked = { OPR: "StartVM", target, host: null, before: { name: "web-01" }, ask: "start web-01" };
  gone.trail.intent(asked);
  const theirs = { ...target, uuid: theirUuid };
  const begun = other.trail.intent({ ...asked, target: theirs });
  const result = { status: "OK" } as const;
  other.trail.outcome(begun, { before: {}, after: { power: "on" }, result, target: theirs, task: "task-7" });
  const server = new Server();
  server.machines = [facts({ id: "vm-42", uuid: "uuid-of-web-01", power: "on" })];
  server.tasks = [done("task-7")];
  return await said(desk, server);
}

test("one server under two names: the task of an operation by the other name is not taken for this one's", async () => {
  expect(await byAnotherName("uuid-of-web-01")).toEqual(["web-01 UNKNOWN NO_TASK_FOUND undefined"]);
});

test("another server's task of the same id, of a machine of the same id, says nothing of this one's", async () => {
  expect(await byAnotherName("uuid-of-another")).toEqual(["web-01 OK TASK_FOUND task-7"]);
});
