import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { DiskObstacle } from "#domain/move-obstacle.js";
import type { Departure, DestinationDisk, MigrationCapability, MigrationSpec } from "#providers/migration.js";
import { type FakeProvider, facts } from "../fake-provider.js";
import { results, Several } from "./several.js";

const HOST = "host-2";
const DISK = { label: "vda", place: "images/web.qcow2", source: {} };
const MADE: DestinationDisk = { as: "made", place: "images/web.qcow2" };

/** What a server says of a migration, as a test changes it. */
interface Way {
  kind: string;
  hostname: string;
  copiesDisks: boolean;
  movesOff: boolean;
  departure: Departure;
  /** What there is for its disks, or why that cannot be asked. */
  destinationDisks: readonly DestinationDisk[] | Error;
  /** Something that comes to be there with the move. */
  onSent?: () => void;
  busy: boolean;
}

let several: Several;
let from: FakeProvider;
let to: FakeProvider;
let ways: Record<string, Way>;
let sent: MigrationSpec[];

/** Servers of one host each: `kvm-a`, `kvm-b` and so on, whatever else these have; the machine is on the first. */
beforeEach(async () => {
  several = await Several.of({ a: "web-01", b: "db-01" });
  sent = [];
  ways = {};
  for (const name of ["a", "b"]) provide(name);
  from = several.providers.a!;
  to = several.providers.b!;
  from.machine = facts({ power: "on" });
  to.machine = null;
  to.listeners!.onUpdates([{ change: "leave", id: "vm-42" }]);
});
afterEach(() => several[Symbol.dispose]());

function provide(name: string): void {
  const way: Way = {
    kind: "qemu",
    hostname: `kvm-${name}`,
    copiesDisks: true,
    movesOff: true,
    departure: { state: "on", disks: [DISK] },
    destinationDisks: [MADE],
    busy: false,
  };
  ways[name] = way;
  const provider = several.providers[name]!;
  const migration: MigrationCapability = {
    get kind() {
      return way.kind;
    },
    get hostname() {
      return way.hostname;
    },
    uri: `qemu+ssh://kvm-${name}/system`,
    get copiesDisks() {
      return way.copiesDisks;
    },
    get movesOff() {
      return way.movesOff;
    },
    departure: async () => way.departure,
    async lookForDisks() {
      if (way.destinationDisks instanceof Error) throw way.destinationDisks;
      return way.destinationDisks;
    },
    isBusy: async (_id, whileItRuns) => {
      if (whileItRuns === "wait") way.busy = false;
      return way.busy;
    },
    migrate: async (_id, spec, { operationId }) => {
      provider.operationIds.push(operationId);
      sent.push(spec);
      for (const each of Object.values(ways)) each.onSent?.();
      if (provider.failed === null) arrive();
      return { id: "job-1" };
    },
  };
  // A server of one host has nowhere else to put a machine.
  Object.assign(provider, { migration, relocation: undefined, history: undefined });
  provider.listeners!.onUpdates([{ change: "modify", id: HOST, facts: { name: `kvm-${name}` } }]);
}

/** The machine is at the other one now. */
function arrive(changes: Partial<FullMachine> = {}): void {
  from.machine = null;
  to.machine = facts({ power: "on", host: HOST, ...changes });
}

/** The destination has no place for the disk. */
function hinder(why: DiskObstacle, about: string | null = null): void {
  ways.b!.destinationDisks = [{ as: "refused", why, about }];
}

const outcomeOf = async (line: string) => (await several.does(line))[0]!;

describe("a move to the host of another endpoint", () => {
  test.each(["kvm-b", "b:kvm-b", "@b:host-2", "b:@host-2"])(
    "is asked of the one that the machine is on: %s",
    async (host) => {
      const outcome = await outcomeOf(`move web-01 --host ${host}`);
      expect(outcome).toMatchObject({
        RST: { status: "OK" },
        HST: { endpoint: "vsphere://a.example", host: "esx-01.example" },
        BEF: { name: "web-01", power: "on", endpoint: "vsphere://a.example", host: "esx-01.example" },
        AFT: { name: "web-01", power: "on", endpoint: "vsphere://b.example", host: "kvm-b" },
      });
      expect(sent).toEqual([{ uri: "qemu+ssh://kvm-b/system", state: "on", copied: ["vda"] }]);
      expect(several.changed).toEqual(["a"]);
      expect(several.fleet.link("a").inventory?.machines.get("vm-42")).toBeNull();
      const intent = several.entries().find(({ id }) => id === outcome.ref);
      expect(intent?.chosen).toMatchObject({ endpoint: "vsphere://b.example", hostId: HOST, copied: "vda" });
      await several.close();
    },
  );

  test("disks that both have are not copied", async () => {
    ways.a!.departure = { state: "on", disks: [DISK, { ...DISK, label: "vdb" }] };
    ways.b!.destinationDisks = [{ as: "shared" }, { as: "shared" }];
    const [plan] = (await several.fleet.propose([several.asked("move web-01 --host kvm-b")])).plans;
    expect(plan!.prepared?.choices.slice(2).map(({ why }) => why)).toEqual(["shared", "shared"]);
    expect(await outcomeOf("move web-01 --host kvm-b")).toMatchObject({ RST: { status: "OK" } });
    expect(sent).toMatchObject([{ copied: [] }]);
  });

  test("of all machines of a pattern", async () => {
    expect(results(await several.does("move web-* --host kvm-b"))).toEqual(["a web-01 OK"]);
  });

  test("a host that is the machine's own endpoint's is no other's, and one that two others have is ambiguous", async () => {
    expect(results(await several.does("move web-01 --host kvm-a"))).not.toEqual(["a web-01 OK"]);
    await several.add("c", "app-01");
    provide("c");
    several.providers.c!.listeners!.onUpdates([{ change: "modify", id: HOST, facts: { name: "kvm-b" } }]);
    const outcome = await outcomeOf("move web-01 --host kvm-b");
    expect(outcome).toMatchObject({ RST: { status: "REFUSED", code: "TARGET_AMBIGUOUS" } });
    expect(sent).toEqual([]);
  });

  test("what nobody has is not open beside it", async () => {
    const outcome = await outcomeOf("move web-01 --host kvm-z");
    expect(outcome).toMatchObject({ RST: { status: "REFUSED", code: "MOVE_IMPOSSIBLE" } });
  });

  test("an endpoint that cannot be asked now takes nothing", async () => {
    to.listeners!.onLost(failure("SESSION_ENDED", {}));
    const [plan] = (await several.fleet.propose([several.asked("move web-01 --host b:kvm-b")])).plans;
    expect(plan?.refusal).toMatchObject({ code: "MOVE_IMPOSSIBLE", facts: { to: "kvm-b", why: "NOT_OPEN" } });
  });

  test("nothing goes to one that is read-only, even if it has only just been switched so", async () => {
    const line = several.asked("move web-01 --host kvm-b");
    const proposal = await several.fleet.propose([line]);
    several.fleet.link("b").session!.setReadOnly(true);
    const [late] = await several.fleet.carryOut(proposal, {}, { report: () => undefined });
    expect(late).toMatchObject({
      RST: { status: "REFUSED", code: "READ_ONLY" },
      AFT: { host: "esx-01.example" },
    });
    expect(await outcomeOf("move web-01 --host kvm-b")).toMatchObject({
      RST: { status: "REFUSED", code: "READ_ONLY" },
    });
    expect(sent).toEqual([]);
  });

  test.each<[string, () => unknown, object]>([
    [
      "another hypervisor",
      () => (ways.b!.kind = "xen"),
      { code: "PLACE_ELSEWHERE", facts: { why: "HYPERVISOR" } },
    ],
    [
      "a platform that does not",
      () => Object.assign(to, { migration: undefined }),
      { code: "PLACE_ELSEWHERE", facts: { why: "PLATFORM" } },
    ],
    ["one host by two names", () => (ways.b!.hostname = "kvm-a"), { facts: { why: "SAME_HOST" } }],
    [
      "saved to a file",
      () => (ways.a!.departure = { state: "saved", disks: [] }),
      { facts: { why: "SAVED" } },
    ],
    [
      "off, with a disk of its host's",
      () => (ways.a!.departure = { state: "off", disks: [DISK] }),
      { facts: { why: "OFF_WITH_DISKS", about: "vda (images/web.qcow2)" } },
    ],
    [
      "off, where only what runs is moved",
      () => {
        ways.a!.departure = { state: "off", disks: [] };
        ways.a!.movesOff = false;
      },
      { facts: { why: "OFF" } },
    ],
    ["a disk that is not copied", () => (ways.a!.copiesDisks = false), { facts: { why: "NO_COPYING" } }],
    ["a disk of another's", () => hinder("DISK_TAKEN"), { facts: { why: "DISK_TAKEN" } }],
    ["no pool", () => hinder("NO_POOL"), { facts: { why: "NO_POOL" } }],
  ])("is refused: %s", async (_name, change, refusal) => {
    change();
    const [plan] = (await several.fleet.propose([several.asked("move web-01 --host kvm-b")])).plans;
    expect(plan!.refusal).toMatchObject(refusal);
    await several.close();
    expect(sent).toEqual([]);
  });
});

describe("what the destination has under the names of a machine's disks", () => {
  const OVER: DestinationDisk = { as: "overwritten", place: "images/web.qcow2", sizeMiB: 16 };
  const MOVE = "move web-01 --host kvm-b";
  const planOf = async (line: string) => (await several.fleet.propose([several.asked(line)])).plans[0]!;
  const intentOf = ({ ref }: Entry) => several.entries().find(({ id }) => id === ref);

  test("it is copied over only where that is said, and then it is a loss, and recorded", async () => {
    ways.b!.destinationDisks = [OVER];
    const refused = await planOf(MOVE);
    expect(refused.refusal).toMatchObject({
      code: "MOVE_IMPOSSIBLE",
      facts: { why: "DISK_EXISTS", about: "vda (images/web.qcow2)" },
    });
    expect(refused.prepared).toMatchObject({ losses: [] });
    expect(refused.prepared?.chosen).not.toHaveProperty("overwritten");
    const outcome = await outcomeOf(MOVE);
    expect(outcome).toMatchObject({ RST: { status: "REFUSED", code: "MOVE_IMPOSSIBLE" } });
    expect(sent).toEqual([]);

    const plan = await planOf(`${MOVE} --overwrite-disks`);
    expect(plan.refusal).toBeNull();
    expect(plan.operation.risk).toBe("destroys");
    expect(plan.prepared?.losses).toEqual([
      { kind: "overwritten", file: "kvm-b:images/web.qcow2", sizeMiB: 16 },
    ]);
    expect(plan.prepared?.choices.at(-1)).toMatchObject({ why: "copiedOver" });
    const done = await outcomeOf(`${MOVE} --overwrite-disks`);
    expect(done).toMatchObject({ RST: { status: "OK" } });
    expect(intentOf(done)?.chosen).toMatchObject({ copied: "vda", overwritten: "images/web.qcow2" });
    expect(sent).toMatchObject([{ copied: ["vda"] }]);
  });

  test("what another machine has is not copied over, whatever is said", async () => {
    hinder("DISK_TAKEN", "victim: vda");
    const { refusal, prepared } = await planOf(`${MOVE} --overwrite-disks`);
    expect(refusal).toMatchObject({
      facts: { why: "DISK_TAKEN", about: "vda (images/web.qcow2; victim: vda)" },
    });
    // Nor is it said that it would be.
    expect(prepared?.choices.map(({ what }) => what)).toEqual(["host", "route"]);
  });

  test("what is only read is named", async () => {
    ways.b!.destinationDisks = [{ as: "theirs" }];
    expect((await planOf(MOVE)).prepared?.choices.at(-1)).toEqual({
      what: "disk",
      value: "vda kvm-a:images/web.qcow2",
      why: "theirs",
    });
    expect(await outcomeOf(MOVE)).toMatchObject({ RST: { status: "OK" } });
    expect(sent).toMatchObject([{ copied: [] }]);
  });

  test.each<[string, string, DestinationDisk, DestinationDisk, object]>([
    ["a disk", MOVE, MADE, OVER, { code: "MOVE_IMPOSSIBLE" }],
    ["another one", `${MOVE} --overwrite-disks`, MADE, OVER, { code: "TARGET_CHANGED" }],
    [
      "a machine that has it",
      `${MOVE} --overwrite-disks`,
      OVER,
      { as: "refused", why: "DISK_TAKEN", about: "db: vda" },
      { code: "MOVE_IMPOSSIBLE" },
    ],
  ])(
    "what has come there since the plan is not lost, however fresh that is: %s",
    async (_name, line, was, is, result) => {
      ways.b!.destinationDisks = [was];
      const proposal = await several.fleet.propose([several.asked(line)]);
      expect(proposal.plans[0]?.refusal).toBeNull();
      ways.b!.destinationDisks = [is];
      const [outcome] = await several.fleet.carryOut(proposal, {}, { report: () => undefined });
      expect(outcome).toMatchObject({
        RST: { status: "REFUSED", ...result },
        AFT: { host: "esx-01.example" },
      });
      expect(sent).toEqual([]);
    },
  );

  test("where it cannot be asked right before, nothing is sent", async () => {
    const proposal = await several.fleet.propose([several.asked(MOVE)]);
    ways.b!.destinationDisks = failure("NOT_SENT", { cause: "cut" });
    const [outcome] = await several.fleet.carryOut(proposal, {}, { report: () => undefined });
    expect(outcome).toMatchObject({ RST: { status: "NG", code: "NOT_SENT" } });
    expect(sent).toEqual([]);
  });

  test.each<[string, DestinationDisk, string]>([
    ["there still", OVER, "VOLUME_LEFT"],
    ["not there", MADE, "x"],
  ])("what was made for one that did not come is told: %s", async (_name, is, fault) => {
    from.failed = { fault: "x", message: "no", cancelled: false };
    const proposal = await several.fleet.propose([several.asked(MOVE)]);
    ways.b!.onSent = () => (ways.b!.destinationDisks = [is]);
    const [outcome] = await several.fleet.carryOut(proposal, {}, { report: () => undefined });
    expect(outcome).toMatchObject({ RST: { status: "NG", code: "TASK_FAILED", fault } });
  });

  test("why it has not come is told though its destination cannot be read", async () => {
    from.failed = { fault: "x", message: "no", cancelled: false };
    const proposal = await several.fleet.propose([several.asked(MOVE)]);
    ways.b!.onSent = () => {
      to.twists.read = failure("CONNECTION_LOST", { cause: "its libvirtd has died" });
      ways.b!.destinationDisks = failure("NOT_SENT", { cause: "its libvirtd has died" });
    };
    const [outcome] = await several.fleet.carryOut(proposal, {}, { report: () => undefined });
    expect(outcome).toMatchObject({
      RST: { status: "NG", code: "TASK_FAILED", fault: "VOLUME_LEFT" },
      AFT: { host: "esx-01.example" },
    });
  });

  test.each([
    ["qemu:///system", "URI_FORM", null],
    ["qemu+unix://kvm-b/system", "URI_FORM", null],
    ["qemu+ssh://kvm-b/system?keyfile=/root/key", "URI_PARAMETERS", null],
    ["xen+tcp://kvm-b/system", "URI_DRIVER", "qemu"],
    ["qemu+tcp://kvm-c/system", "URI_HOST", "kvm-b"],
    ["qemu://kvm-b", "URI_PATH", "/system"],
    ["qemu+tcp://kvm-b/session", "URI_PATH", "/system"],
  ])("a URI leads to the host whose disks were looked at, or nowhere: %s", async (uri, why, about) => {
    const { refusal } = await planOf(`${MOVE} --desturi ${uri}`);
    expect(refusal).toMatchObject({ code: "MOVE_IMPOSSIBLE", facts: { why, about } });
  });

  test("a host is known by what it calls itself, short or long, and by its endpoint", async () => {
    ways.b!.hostname = "Node-2.example";
    for (const host of ["node-2.example", "node-2", "KVM-B", "root@kvm-b:2222"])
      expect((await planOf(`${MOVE} --desturi qemu+ssh://${host}/system`)).refusal, host).toBeNull();
    const elsewhere = await planOf(`${MOVE} --desturi qemu+ssh://node-2.other/system`);
    expect(elsewhere.refusal).toMatchObject({
      facts: { why: "URI_HOST", about: "node-2.example, node-2, kvm-b" },
    });
  });
});
