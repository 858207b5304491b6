import { expect, test } from "vitest";
import type { Command } from "#domain/command.js";
import { parse } from "#language/parse.js";
import { verbs } from "#language/verbs.js";
import { problemOf } from "./problem-of.js";

const named = (text: string) => ({ by: "name", text, glob: false }) as const;
const web01 = named("web-01");
const esx02 = named("esx-02");

const asked = (request: object, target: object | null = web01) => ({ kind: "operation", request, target });

/** A line of every verb, and what it asks for. */
const lines: readonly (readonly [string, object])[] = [
  ["vms", { kind: "list", what: "vms", pattern: null }],
  ["hosts", { kind: "list", what: "hosts", pattern: null }],
  ["datastores vmfs-01", { kind: "list", what: "datastores", pattern: named("vmfs-01") }],
  ["networks 'VM Network'", { kind: "list", what: "networks", pattern: named("VM Network") }],
  ["tasks", { kind: "tasks" }],
  ["events", { kind: "events", target: null }],
  ["events web-01", { kind: "events", target: web01 }],
  ["info web-01", { kind: "info", target: web01 }],
  [
    "create web-09",
    asked(
      {
        name: "CreateVM",
        newName: "web-09",
        cpus: null,
        memoryMiB: null,
        diskMiB: null,
        host: null,
        datastore: null,
        network: null,
        folder: null,
        guest: null,
      },
      null,
    ),
  ],
  [
    "create web-09 --cpu 2 --memory 4GiB --disk 40GiB --host esx-02 --datastore vmfs-01 " +
      "--network 'VM Network' --folder /DC0/vm/new --guest debian12_64Guest",
    asked(
      {
        name: "CreateVM",
        newName: "web-09",
        cpus: 2,
        memoryMiB: 4096,
        diskMiB: 40_960,
        host: esx02,
        datastore: named("vmfs-01"),
        network: named("VM Network"),
        folder: { by: "path", text: "/DC0/vm/new", glob: false },
        guest: "debian12_64Guest",
      },
      null,
    ),
  ],
  ["rename web-01 web-02", asked({ name: "RenameVM", newName: "web-02" })],
  ["cpu web-01 4", asked({ name: "ModifyCPU", cpus: 4 })],
  ["memory web-01 8GiB", asked({ name: "ModifyMemory", memoryMiB: 8192 })],
  ["disk web-01 80GiB", asked({ name: "ModifyDisk", sizeMiB: 81_920, disk: { of: "only" } })],
  [
    "disk web-01 80GiB --disk 'Hard disk 2'",
    asked({ name: "ModifyDisk", sizeMiB: 81_920, disk: { of: "label", label: "Hard disk 2" } }),
  ],
  ["disk web-01 80GiB --add", asked({ name: "ModifyDisk", sizeMiB: 81_920, disk: { of: "new" } })],
  ["move web-01 --host esx-02", asked({ name: "MoveVM", host: esx02, datastore: null, folder: null })],
  [
    "move web-01 --host esx-02 --desturi qemu+tcp://kvm-b/system",
    asked({
      name: "MoveVM",
      host: esx02,
      datastore: null,
      folder: null,
      desturi: "qemu+tcp://kvm-b/system",
    }),
  ],
  [
    "move web-01 --host esx-02 --overwrite-disks",
    asked({ name: "MoveVM", host: esx02, datastore: null, folder: null, overwriteDisks: true }),
  ],
  [
    "move web-01 --datastore @datastore-7 --folder Web",
    asked({
      name: "MoveVM",
      host: null,
      datastore: { by: "id", text: "@datastore-7", id: "datastore-7" },
      folder: named("Web"),
    }),
  ],
  [
    "clone web-01 web-09",
    asked({ name: "CloneVM", newName: "web-09", host: null, datastore: null, on: false }),
  ],
  [
    "clone web-01 web-09 --host esx-02 --datastore vmfs-01 --on",
    asked({ name: "CloneVM", newName: "web-09", host: esx02, datastore: named("vmfs-01"), on: true }),
  ],
  ["delete web-01", asked({ name: "DeleteVM" })],
  ["delete web-01 --keep-disks", asked({ name: "DeleteVM", keepDisks: true })],
  ["start web-01", asked({ name: "StartVM" })],
  ["stop web-01", asked({ name: "StopVM" })],
  ["reset web-01", asked({ name: "ResetVM" })],
  ["suspend web-01", asked({ name: "SuspendVM" })],
  ["guest shutdown web-01", asked({ name: "ShutdownGuest" })],
  ["guest reboot web-01", asked({ name: "RebootGuest" })],
  ["snapshot create web-01", asked({ name: "CreateSnapshot", snapshot: null })],
  ["snapshot create web-01 'before it'", asked({ name: "CreateSnapshot", snapshot: "before it" })],
  ["snapshot list web-01", { kind: "snapshots", target: web01 }],
  ["snapshot revert web-01", asked({ name: "RevertSnapshot", snapshot: null })],
  ["snapshot revert web-01 before", asked({ name: "RevertSnapshot", snapshot: "before" })],
  ["snapshot remove web-01", asked({ name: "RemoveSnapshot", snapshot: null })],
  ["snapshot remove web-01 @snapshot-12", asked({ name: "RemoveSnapshot", snapshot: "@snapshot-12" })],
  ["host shutdown esx-02", asked({ name: "ShutdownHost" }, esx02)],
  ["host reboot esx-02", asked({ name: "RebootHost" }, esx02)],
  ["host maintenance enter esx-02", asked({ name: "EnterMaintenance" }, esx02)],
  ["host maintenance exit esx-02", asked({ name: "ExitMaintenance" }, esx02)],
  ["note all is well", { kind: "note", text: "all is well" }],
  ["help", { kind: "help", verb: null }],
  ["help start", { kind: "help", verb: "start" }],
  ["help snapshot", { kind: "help", verb: "snapshot" }],
  ["help host   maintenance", { kind: "help", verb: "host maintenance" }],
  ["help host maintenance enter", { kind: "help", verb: "host maintenance enter" }],
];

test.each(lines)("%s", (line, command) => {
  expect(parse(line)).toEqual(command);
});

test("the lines above have every verb and every option", () => {
  for (const { verb, options } of verbs) {
    const of = lines.map(([line]) => `${line} `).filter((line) => line.startsWith(`${verb} `));
    expect(of, verb).not.toEqual([]);
    for (const { name } of options) expect(of.join(), verb).toContain(` --${name} `);
  }
});

test("no verb begins another, so that the words after it are never taken for more of it", () => {
  for (const { verb } of verbs) {
    const longer = verbs.filter((other) => other.verb.startsWith(`${verb} `));
    expect(longer.map((other) => other.verb)).toEqual([]);
  }
});

test("whatever blanks are between the words of a verb, it is one", () => {
  const start: Command = asked({ name: "EnterMaintenance" }, esx02) as Command;
  expect(parse(" host\tmaintenance　enter  esx-02")).toEqual(start);
});

test("a verb's words may be quoted one by one", () => {
  expect(parse("'snapshot' \"list\" web-01")).toEqual(parse("snapshot list web-01"));
});

test("a verb that is not complete points at the end and says how it could go on", () => {
  expect(problemOf(() => parse("host maintenance "))).toEqual({
    code: "SYNTAX",
    facts: {
      line: "host maintenance ",
      column: 16,
      word: "",
      problem: "MISSING_VERB",
      suggestions: ["host maintenance enter HOST", "host maintenance exit HOST"],
    },
  });
  expect(problemOf(() => parse("guest"))).toMatchObject({
    facts: { column: 5, suggestions: ["guest shutdown TARGET", "guest reboot TARGET"] },
  });
  expect(problemOf(() => parse("host"))).toMatchObject({
    facts: { problem: "MISSING_VERB", suggestions: { length: 4 } },
  });
});

test("a wrong later word of a verb is pointed at, and the nearest that could stand there is offered", () => {
  const wrong = (line: string) => problemOf(() => parse(line));
  expect(wrong("snapshot crate web-01")).toEqual({
    code: "UNKNOWN_VERB",
    facts: { line: "snapshot crate web-01", column: 9, word: "crate", nearest: "create" },
  });
  expect(wrong("host maintenance entr esx-02")).toMatchObject({
    facts: { column: 17, word: "entr", nearest: "enter" },
  });
  // "stop" is a verb, but none that goes on from "guest".
  expect(wrong("guest stop web-01")).toMatchObject({ facts: { column: 6, nearest: null } });
  expect(wrong("guest crate web-01")).toMatchObject({ facts: { column: 6, nearest: null } });
  expect(wrong("guest rebot web-01")).toMatchObject({ facts: { column: 6, nearest: "reboot" } });
  expect(wrong("snapshot --all create web-01")).toMatchObject({ facts: { column: 9, word: "--all" } });
  expect(wrong("help snapshot crate")).toMatchObject({ facts: { column: 14, nearest: "create" } });
  expect(wrong("'snapshot create' web-01")).toMatchObject({ code: "UNKNOWN_VERB", facts: { column: 0 } });
});

test("help takes one verb and no more", () => {
  expect(problemOf(() => parse("help start web-01"))).toMatchObject({
    code: "SYNTAX",
    facts: { column: 11, word: "web-01", problem: "EXTRA_WORD", suggestions: ["help [VERB...]"] },
  });
});

test("a wildcard in the name of what is made, or of a snapshot, is taken for a slip", () => {
  const wrong = (line: string) => problemOf(() => parse(line)).facts;
  expect(wrong("create web-*")).toMatchObject({ column: 7, problem: "PATTERN_AS_NAME" });
  expect(wrong("clone web-01 web-?")).toMatchObject({ column: 13, problem: "PATTERN_AS_NAME" });
  expect(wrong("snapshot remove web-01 before*")).toMatchObject({ column: 23, problem: "PATTERN_AS_NAME" });
  expect(parse("snapshot remove web-01 'before*'")).toMatchObject({ request: { snapshot: "before*" } });
});
