import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Facts } from "#domain/entry.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

interface Lost {
  readonly OPR: string;
  readonly method: string;
  readonly line: string;
  /** Makes it possible, in a session of its own. */
  readonly before?: readonly string[];
  /** What the recovery says of the target afterwards. */
  readonly AFT: Facts;
  /** Leaves the site as the next case needs it, in a session of its own. */
  readonly after?: readonly string[];
}

const LOST: readonly Lost[] = [
  {
    OPR: "CreateVM",
    method: "CreateVM_Task",
    line: "create lost-1 --disk 1GiB",
    AFT: { name: "lost-1", power: "off" },
  },
  { OPR: "CloneVM", method: "CloneVM_Task", line: "clone DC0_C0_RP0_VM0 lost-2", AFT: { clone: "lost-2" } },
  {
    OPR: "DeleteVM",
    method: "Destroy_Task",
    before: ["create lost-3 --disk 1GiB"],
    line: "delete lost-3",
    AFT: {},
  },
  {
    OPR: "MoveVM",
    method: "RelocateVM_Task",
    line: "move DC0_C0_RP0_VM0 --datastore LocalDS_1",
    AFT: { datastore: "LocalDS_1" },
  },
  {
    OPR: "MoveVM",
    method: "MoveIntoFolder_Task",
    line: "move DC0_C0_RP0_VM1 --folder other",
    AFT: { folder: "/DC0/vm/other" },
  },
  {
    OPR: "RevertSnapshot",
    method: "RevertToSnapshot_Task",
    before: ["snapshot create DC0_C0_RP0_VM1 one"],
    line: "snapshot revert DC0_C0_RP0_VM1",
    AFT: { snapshot: "one" },
  },
  {
    OPR: "ModifyDisk",
    method: "ReconfigVM_Task",
    line: "disk DC0_C0_RP0_VM0 1GiB --add",
    AFT: { disks: 2, diskMiB: 1024 },
  },
  {
    OPR: "EnterMaintenance",
    method: "EnterMaintenanceMode_Task",
    line: "host maintenance enter DC0_C0_H2",
    AFT: { maintenance: true },
    after: ["host maintenance exit DC0_C0_H2"],
  },
];

onVcsim("the answer to a call of the other kinds is lost", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 4, hosts: 0, clusters: 1, datastores: 2, poweredOff: true });
    await site.vcsim.govc(["folder.create", "/DC0/vm/other"]);
    await site.vcsim.govc(["vm.migrate", "-ds", "LocalDS_0", "DC0_C0_RP0_VM0"]);
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  test.each(LOST)(
    "$OPR by $method: the session itself finds out",
    async ({ OPR, method, line, before = [], AFT, after = [] }) => {
      using home = new OperatorHome();
      if (before.length > 0) expect((await site.exec(home, [...before])).code).toBe(0);
      site.proxy.on(method, { kind: "resetAfterForward" });
      const ran = await site.exec(home, [line, "--yes"]);
      expect(ran.code, ran.out + ran.err).toBe(5);
      const [intent, outcome, recovery] = home.entries().filter((entry) => entry.OPR === OPR);
      expect(outcome).toMatchObject({
        ref: intent?.id,
        RST: { status: "UNKNOWN", code: "CONNECTION_LOST" },
        AFT: {},
      });
      expect(recovery).toMatchObject({
        phase: "recovery",
        ref: intent?.id,
        RST: { status: "OK", code: "TASK_FOUND" },
        AFT,
        task: expect.stringMatching(/^task-/),
      });
      if (OPR === "DeleteVM") expect(recovery?.AFT).toEqual({});
      expect(await site.vcsim.calls((call) => call.method === method)).toHaveLength(1);
      if (after.length > 0) expect((await site.exec(home, [...after])).code).toBe(0);
    },
  );

  test("what was asked of a guest leaves nothing to be found: UNKNOWN, with what is seen at the next Login", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await site.vcsim.govc(["vm.power", "-on", machine!.name]);
    site.proxy.on("ShutdownGuest", { kind: "resetAfterForward" });
    expect((await site.exec(home, [`guest shutdown @${machine!.id}`])).code).toBe(5);
    await site.exec(home, ["vms"]);
    expect(home.entries().find(({ phase }) => phase === "recovery")).toMatchObject({
      OPR: "ShutdownGuest",
      RST: { status: "UNKNOWN", code: "NOT_TRACEABLE" },
      AFT: { power: "off" },
    });
  });
});

onVcsim(
  "the answer to a deletion is lost on a single ESXi, which keeps tasks under what they are about",
  () => {
    let site: VsphereSite;
    beforeAll(async () => {
      site = await VsphereSite.start({ mode: "esx", vms: 2, poweredOff: true });
    });
    afterAll(() => site.stop());
    beforeEach(() => site.reset());

    test("the session itself finds out, though the machine is gone and its tasks with it", async () => {
      using home = new OperatorHome();
      const [machine] = await site.machines();
      site.proxy.on("Destroy_Task", { kind: "resetAfterForward" });
      const ran = await site.exec(home, [`delete @${machine!.id}`, "--yes"]);
      expect(ran.code, ran.out + ran.err).toBe(5);
      const [intent, outcome, recovery] = home.entries().filter(({ OPR }) => OPR === "DeleteVM");
      expect(outcome).toMatchObject({ ref: intent?.id, RST: { status: "UNKNOWN", code: "CONNECTION_LOST" } });
      expect(recovery).toMatchObject({
        phase: "recovery",
        ref: intent?.id,
        RST: { status: "OK", code: "TASK_FOUND" },
        AFT: {},
        task: expect.stringMatching(/^task-/),
      });
      expect((await site.machines()).map(({ id }) => id)).not.toContain(machine!.id);
    });
  },
);
