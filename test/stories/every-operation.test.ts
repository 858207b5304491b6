import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

/** A shift that does everything there is to do, in an order in which each can be done. */
const SHIFT = [
  "create web-09 --cpu 2 --memory 512MiB --disk 2GiB --network 'VM Network' --host DC0_H0 --guest debian12_64Guest",
  "rename web-09 web-10",
  "cpu web-10 4",
  "memory web-10 1GiB",
  "disk web-10 3GiB",
  "disk web-10 1GiB --add",
  "disk web-10 2GiB --disk 'Hard disk 2'",
  "snapshot create web-10 before",
  "start web-10",
  "reset web-10",
  "guest reboot web-10",
  "suspend web-10",
  "start web-10",
  "guest shutdown web-10",
  "snapshot revert web-10 before",
  "snapshot remove web-10",
  "delete web-10",
  "host maintenance enter DC0_H0",
  "host reboot DC0_H0",
  "host maintenance exit DC0_H0",
  "host maintenance enter DC0_H0",
  "host shutdown DC0_H0",
];

const ON_VCENTER = [
  "move DC0_C0_RP0_VM0 --host DC0_C0_H2",
  "move DC0_C0_RP0_VM0 --folder /DC0/vm/other",
  "move DC0_C0_RP0_VM0 --datastore LocalDS_1",
  "clone DC0_C0_RP0_VM1 twin --on",
];

onVcsim("a shift that does everything", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 4, datastores: 2, poweredOff: true });
    await site.vcsim.govc(["folder.create", "/DC0/vm/other"]);
    await site.vcsim.govc(["vm.migrate", "-host", "DC0_C0_H0", "DC0_C0_RP0_VM0"]);
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const SEVEN = ["OPR", "STR", "END", "USR", "HST", "TGT", "BEF", "AFT", "RST"];

  test("each line is an intent and an outcome with all seven, and the server shows what they say", async () => {
    using home = new OperatorHome();
    const lines = [...ON_VCENTER, ...SHIFT];
    const ran = await site.exec(home, [...lines, "--yes", "--json"]);
    expect(ran.code, ran.out + ran.err).toBe(0);

    const entries = home.entries();
    const outcomes = entries.filter(({ phase, ask }) => phase === "outcome" && ask !== undefined);
    expect(outcomes.map(({ ask }) => ask)).toEqual(lines);
    for (const outcome of outcomes) {
      expect(Object.keys(outcome)).toEqual(expect.arrayContaining(SEVEN));
      expect(outcome.RST, outcome.ask).toEqual({ status: "OK" });
      const intent = entries.find(({ id }) => id === outcome.ref);
      expect(intent).toMatchObject({ phase: "intent", ask: outcome.ask, BEF: outcome.BEF });
    }

    const found = async (name: string) => (await site.vcsim.govc(["find", "/", "-name", name])).trim();
    expect(await found("DC0_C0_RP0_VM0")).toBe("/DC0/vm/other/DC0_C0_RP0_VM0");
    expect(await found("web-10")).toBe("");
    const [twin] = (await site.machines()).filter(({ name }) => name === "twin");
    const cloned = outcomes.find(({ OPR }) => OPR === "CloneVM");
    expect(cloned?.AFT).toMatchObject({
      clone: "twin",
      cloneId: twin?.id,
      cloneUuid: twin?.uuid,
      power: "on",
    });
    expect(twin?.power).toBe("on");
    expect(await shown(home, "verify", home.journal)).toContain("Self-consistent only");
  });

  test("the paper's line names what is there before and after", async () => {
    using home = new OperatorHome();
    await site.exec(home, [
      "create p-1 --disk 1GiB --host DC0_C0_H1",
      "clone p-1 p-2",
      "move p-1 --folder other",
    ]);
    await site.exec(home, ["snapshot create p-1 s", "delete p-2", "delete p-1", "--yes", "--keep-going"]);
    const lines = (await shown(home, "log", "--format", "4w1h1r")).split("\n");
    const values = (OPR: string) =>
      lines.find((line) => line.includes(`OPR=${OPR};`))?.replace(/^.*BEF=/, "BEF=");
    expect(values("CreateVM")).toBe("BEF=;AFT=p-1;RST=OK]");
    expect(values("CloneVM")).toBe("BEF=p-1;AFT=p-2;RST=OK]");
    expect(values("MoveVM")).toMatch(
      /^BEF=p-1;DC0_C0_H1;LocalDS_\d;\/DC0\/vm;AFT=p-1;.*;\/DC0\/vm\/other;RST=OK]$/,
    );
    expect(values("CreateSnapshot")).toBe("BEF=p-1;;AFT=p-1;s;RST=OK]");
    expect(values("DeleteVM")).toBe("BEF=p-2;AFT=;RST=OK]");
  });

  test("create says what it has chosen and why, and the intent keeps it", async () => {
    using home = new OperatorHome();
    const ran = await site.exec(home, ["create chosen-01"]);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.err).toMatch(
      /CreateVM chosen-01: host DC0_\w+ \(least memory promised\); datastore LocalDS_\d \(most free space\); network/,
    );
    const intent = home.entries().find(({ phase, OPR }) => phase === "intent" && OPR === "CreateVM");
    expect(intent).toMatchObject({
      TGT: { id: null, name: "chosen-01" },
      BEF: {},
      chosen: { folder: "/DC0/vm" },
    });
    const [outcome] = outcomesOf(home, "CreateVM");
    const [seen] = (await site.machines()).filter(({ name }) => name === "chosen-01");
    expect(outcome).toMatchObject({
      TGT: { id: seen?.id, uuid: seen?.uuid, name: "chosen-01" },
      AFT: { cpus: seen?.cpus, memoryMiB: seen?.memoryMiB, power: "off", host: intent?.chosen?.host },
    });
  });

  test("what destroys names what would go, and nothing is sent, unless it is agreed to", async () => {
    using home = new OperatorHome();
    await site.exec(home, [
      "create doomed --disk 1GiB",
      "disk doomed 2GiB --add",
      "snapshot create doomed one",
    ]);
    await site.vcsim.resetCalls();
    const lines = ["delete doomed", "snapshot revert doomed", "snapshot remove doomed one"];
    const ran = await site.exec(home, [...lines, "--keep-going"]);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/Hard disk 1 \(1 GiB, \[LocalDS_\d\] doomed\/doomed\.vmdk\)/);
    expect(ran.out).toContain("Hard disk 2 (2 GiB");
    expect(ran.out).toContain("snapshot one");
    for (const { RST } of ["DeleteVM", "RevertSnapshot", "RemoveSnapshot"].flatMap((OPR) =>
      outcomesOf(home, OPR),
    ))
      expect(RST).toMatchObject({ status: "REFUSED", code: "NEEDS_YES" });
    const mutating = await site.vcsim.calls(({ method }) => /_Task$/.test(method));
    expect(mutating).toEqual([]);
  });
});

onVcsim("a shift on a single ESXi", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ mode: "esx", vms: 2, poweredOff: true });
  });
  afterAll(() => site.stop());

  test("all that such a host has is done, and the rest is refused with nothing sent", async () => {
    using home = new OperatorHome();
    const host = (await site.vcsim.govc(["find", "/", "-type", "h"])).trim().split("/").at(-1) ?? "";
    const lines = SHIFT.map((line) => line.replaceAll("DC0_H0", host));
    const ran = await site.exec(home, [...lines, "--yes"]);
    expect(ran.code, ran.out + ran.err).toBe(0);
    const done = home.entries().filter(({ phase, ask }) => phase === "outcome" && ask !== undefined);
    expect(done.map(({ ask, RST }) => [ask, RST?.status])).toEqual(lines.map((line) => [line, "OK"]));
  });

  test("a host without a vCenter neither clones nor moves", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await site.vcsim.resetCalls();
    const ran = await site.exec(home, [
      `clone @${machine!.id} x`,
      `move @${machine!.id} --folder vm`,
      "--keep-going",
    ]);
    expect(ran.code).toBe(1);
    for (const OPR of ["CloneVM", "MoveVM"]) {
      expect(outcomesOf(home, OPR)).toMatchObject([{ RST: { status: "REFUSED", code: "NOT_SUPPORTED" } }]);
    }
    expect(await site.vcsim.calls(({ method }) => /_Task$/.test(method))).toEqual([]);
  });
});

async function shown(home: OperatorHome, ...args: readonly string[]): Promise<string> {
  const { code, out, err } = await home.run(args);
  expect(code, err).toBe(0);
  return out.trim();
}

function outcomesOf(home: OperatorHome, OPR: string): Entry[] {
  return home.entries().filter((entry) => entry.phase === "outcome" && entry.OPR === OPR);
}
