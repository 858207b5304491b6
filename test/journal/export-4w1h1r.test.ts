import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Entry, Facts, Phase, Status } from "#domain/entry.js";
import { paperLine } from "#journal/export-4w1h1r.js";

/** The paper's machine was in Japan. */
beforeAll(() => vi.stubEnv("TZ", "Asia/Tokyo"));
afterAll(() => vi.unstubAllEnvs());

interface Said {
  readonly OPR?: string;
  readonly from?: string;
  readonly to?: string;
  readonly before?: Facts;
  readonly after?: Facts;
  readonly status?: Status;
  readonly phase?: Phase;
  readonly endpoint?: string;
  readonly host?: string | null;
  readonly user?: string;
}

/** An entry by `tester1`, its times as the clock on the wall in Tokyo shows them. */
function said(entry: Said): Entry {
  const { OPR = "RenameVM", from = "2010-08-03 15:53:09.898", to = "2010-08-03 15:53:22.340" } = entry;
  const { before = {}, after = {}, status = "OK", phase = "outcome", user = "tester1" } = entry;
  const { endpoint = "vsphere://129.60.19.31", host = null } = entry;
  const utc = (time: string) => new Date(`${time.replace(" ", "T")}+09:00`).toISOString();
  return {
    v: 1,
    seq: 1,
    id: "0198c1de-0000-7000-8000-000000000002",
    prev: "0".repeat(64),
    phase,
    STR: utc(from),
    END: utc(to),
    OPR,
    USR: { name: user, os: "os", console: "ops-1", key: "SHA256:k", session: "s" },
    HST: { endpoint, platform: "vsphere", host },
    TGT: { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "a target" },
    BEF: before,
    AFT: after,
    RST: { status },
  };
}

/** What stands between the brackets. */
function fields(entry: Said): string {
  return /^[-0-9]{10} [:0-9]{8},\d{3} INFO - \[(.*)\]$/.exec(paperLine(said(entry)) ?? "")?.[1] ?? "";
}

test("the five lines of the paper's Figure 3", () => {
  const figure: Said[] = [
    {
      OPR: "Login",
      from: "2010-08-03 15:52:42.240",
      to: "2010-08-03 15:52:52.735",
      after: { product: "ESX" },
    },
    {
      OPR: "RenameVM",
      from: "2010-08-03 15:53:09.898",
      to: "2010-08-03 15:53:22.340",
      before: { name: "test1" },
      after: { name: "test2" },
    },
    {
      OPR: "ModifyCPU",
      from: "2010-08-03 15:55:29.240",
      to: "2010-08-03 15:55:42.774",
      before: { name: "test2", cpus: 1 },
      after: { name: "test2", cpus: 2 },
    },
    {
      OPR: "ModifyMemory",
      from: "2010-08-03 15:56:18.552",
      to: "2010-08-03 15:56:31.118",
      before: { name: "test2", memoryMiB: 256 },
      after: { name: "test2", memoryMiB: 512 },
    },
    {
      OPR: "StartVM",
      from: "2010-08-03 16:00:17.634",
      to: "2010-08-03 16:00:30.756",
      before: { name: "test2", power: "off" },
      after: { name: "test2", power: "on" },
    },
  ];
  // The paper's line was written 2 ms after END; ours bears END itself.
  expect(figure.map((entry) => paperLine(said(entry)))).toEqual([
    "2010-08-03 15:52:52,735 INFO - [STR=2010/08/03 15:52:42 240;END=2010/08/03 15:52:52 735;OPR=Login;USR=tester1;HST=129.60.19.31;BEF=;AFT=RST=OK]",
    "2010-08-03 15:53:22,340 INFO - [STR=2010/08/03 15:53:09 898;END=2010/08/03 15:53:22 340;OPR=RenameVM;USR=tester1;HST=129.60.19.31;BEF=test1;AFT=test2;RST=OK]",
    "2010-08-03 15:55:42,774 INFO - [STR=2010/08/03 15:55:29 240;END=2010/08/03 15:55:42 774;OPR=ModifyCPU;USR=tester1;HST=129.60.19.31;BEF=test2;1;AFT=test2;2;RST=OK]",
    "2010-08-03 15:56:31,118 INFO - [STR=2010/08/03 15:56:18 552;END=2010/08/03 15:56:31 118;OPR=ModifyMemory;USR=tester1;HST=129.60.19.31;BEF=test2;256;AFT=test2;512;RST=OK]",
    "2010-08-03 16:00:30,756 INFO - [STR=2010/08/03 16:00:17 634;END=2010/08/03 16:00:30 756;OPR=StartVM;USR=tester1;HST=129.60.19.31;BEF=;AFT=test2;RST=OK]",
  ]);
});

describe("what stands in BEF and AFT", () => {
  test.each<[string, Said, string]>([
    ["Logout says nothing, and lacks the paper's ;", { OPR: "Logout" }, "BEF=;AFT=RST=OK"],
    [
      "StopVM names the machine where it was on",
      { OPR: "StopVM", before: { name: "test2", power: "on" }, after: { name: "test2", power: "off" } },
      "BEF=test2;AFT=;RST=OK",
    ],
    [
      "a machine that did not start is named nowhere",
      {
        OPR: "StartVM",
        status: "NG",
        before: { name: "t", power: "off" },
        after: { name: "t", power: "off" },
      },
      "BEF=;AFT=;RST=NG",
    ],
    [
      "what was not read back is empty",
      { OPR: "ModifyCPU", status: "UNKNOWN", before: { name: "test2", cpus: 1 } },
      "BEF=test2;1;AFT=;RST=UNKNOWN",
    ],
    [
      "a target that is not there is empty",
      { OPR: "ModifyMemory", status: "REFUSED" },
      "BEF=;AFT=;RST=REFUSED",
    ],
    [
      "a fact that the platform does not show is empty",
      { OPR: "ModifyMemory", before: { name: "t", memoryMiB: null }, after: { name: "t", memoryMiB: 512 } },
      "BEF=t;;AFT=t;512;RST=OK",
    ],
    [
      "CreateVM has nothing before it",
      { OPR: "CreateVM", after: { name: "new", cpus: 1, host: "esx-01" } },
      "BEF=;AFT=new;RST=OK",
    ],
    [
      "DeleteVM has nothing after it",
      { OPR: "DeleteVM", before: { name: "old", disks: "d" } },
      "BEF=old;AFT=;RST=OK",
    ],
    [
      "CloneVM names the source and its clone",
      { OPR: "CloneVM", before: { name: "a" }, after: { clone: "b", host: "esx-01" } },
      "BEF=a;AFT=b;RST=OK",
    ],
    [
      "MoveVM says where the machine is",
      {
        OPR: "MoveVM",
        before: { name: "a", host: "h1", datastore: "d", folder: "/DC/vm" },
        after: { name: "a", host: "h2", datastore: "d", folder: "/DC/vm" },
      },
      "BEF=a;h1;d;/DC/vm;AFT=a;h2;d;/DC/vm;RST=OK",
    ],
    [
      "ModifyDisk names the disk and its size, which one that is added did not have",
      {
        OPR: "ModifyDisk",
        before: { name: "a", disks: 1, disk: null, diskMiB: null },
        after: { name: "a", disks: 2, disk: "Hard disk 2", diskMiB: 1024 },
      },
      "BEF=a;;;AFT=a;Hard disk 2;1024;RST=OK",
    ],
    [
      "snapshots are named",
      {
        OPR: "RevertSnapshot",
        before: { name: "a", power: "on", snapshot: "two" },
        after: { name: "a", power: "off", snapshot: "one" },
      },
      "BEF=a;two;AFT=a;one;RST=OK",
    ],
    [
      "a machine that is suspended is on no more",
      { OPR: "SuspendVM", before: { name: "a", power: "on" }, after: { name: "a", power: "suspended" } },
      "BEF=a;AFT=;RST=OK",
    ],
    [
      "a host is named where it is on",
      { OPR: "ShutdownHost", before: { name: "h", power: "on" }, after: { name: "h", power: "off" } },
      "BEF=h;AFT=;RST=OK",
    ],
    [
      "maintenance is said of a host",
      {
        OPR: "EnterMaintenance",
        before: { name: "h", power: "on", maintenance: false },
        after: { name: "h", power: "on", maintenance: true },
      },
      "BEF=h;false;AFT=h;true;RST=OK",
    ],
    [
      "an operation that is not in the table names its target",
      { OPR: "SomethingNew", before: { name: "a" }, after: { name: "b" } },
      "BEF=a;AFT=b;RST=OK",
    ],
  ])("%s", (_, entry, end) => {
    expect(fields(entry)).toMatch(/^STR=/);
    expect(fields(entry).slice(fields(entry).indexOf("BEF="))).toBe(end);
  });
});

describe("HST", () => {
  test.each<[string, Said, string]>([
    ["the host that the target lives on", { host: "esx-01.example" }, "esx-01.example"],
    ["else the endpoint's", { endpoint: "vsphere://vc1.example" }, "vc1.example"],
    ["without its port", { endpoint: "vsphere://129.60.19.31:8443" }, "129.60.19.31"],
    ["an IPv6 address, whose ] is escaped", { endpoint: "vsphere://[2001:db8::1]" }, "[2001:db8::1\\]"],
    ["an IPv6 address without its port", { endpoint: "vsphere://[2001:db8::1]:8443" }, "[2001:db8::1\\]"],
    ["the simulator, which has none", { endpoint: "sim:" }, "sim:"],
  ])("%s", (_, entry, host) => {
    expect(fields(entry)).toContain(`;HST=${host};BEF=`);
  });
});

describe("names that would break the line", () => {
  test.each([
    ["a;b", "a\\;b"],
    ["a]b", "a\\]b"],
    ["a\\b", "a\\\\b"],
    ["a\\;b", "a\\\\\\;b"],
    ["a\nb\r\tc", "a\\nb\\r\\tc"],
    ["\u0000\u001b[31m\u007f\u0085", "\\x00\\x1b[31m\\x7f\\x85"],
    ["web=1,[x} 日本語 😀", "web=1,[x} 日本語 😀"],
  ])("%j is written %s", (name, written) => {
    const line = paperLine(said({ before: { name }, after: { name }, user: name, host: name }));
    expect(line).toContain(`USR=${written};HST=${written};BEF=${written};AFT=${written};RST=OK]`);
    expect(line?.split("\n")).toHaveLength(1);
  });
});

test.each<Phase>(["intent", "note", "key", "recovery", "session"])(
  "there is no line for the phase %s",
  (phase) => {
    expect(paperLine(said({ phase }))).toBeNull();
  },
);

test("times are local, whatever the day in UTC", () => {
  const line = paperLine(said({ from: "2027-01-01 00:00:00.001", to: "2027-01-01 08:59:59.010" }));
  expect(line).toMatch(
    /^2027-01-01 08:59:59,010 INFO - \[STR=2027\/01\/01 00:00:00 001;END=2027\/01\/01 08:59:59 010;/,
  );
});
