import { expect, test } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import { complete } from "#language/complete.js";
import type { AnyVerb } from "#language/expected-verb.js";
import { verbs } from "#language/verbs.js";
import {
  child,
  completed,
  completionOf,
  cursorIn,
  named,
  offered,
  type Site,
  vocabularyOf,
} from "./complete-inventory.js";

const site: Site = {
  machines: [
    named("db-01", "vm-7", "on"),
    named("web-01", "vm-42", "esx-02, on"),
    named("Web-02", "vm-43", "off"),
    named("web-10", "vm-44", "on"),
    named("業務サーバー", "vm-50", "on"),
  ],
  hosts: [named("esx-01", "host-1"), named("esx-02", "host-2")],
  datastores: [named("vmfs-01", "ds-1", "40 GiB free"), named("vmfs 02", "ds-2", "2 TiB free")],
  networks: [named("VM Network", "network-1")],
  folders: [named("Web servers", "group-v9")],
  tree: {
    "": [child("/DC0", "holds")],
    "/DC0": [child("/DC0/vm", "holds"), child("/DC0/host", "holds")],
    "/DC0/vm": [child("/DC0/vm/Web servers", "holds"), child("/DC0/vm/web-01", "itself", "vm-42")],
    "/DC0/vm/Web servers": [child("/DC0/vm/Web servers/web-10", "itself", "vm-44")],
  },
  snapshots: [
    named("before the patch", "snapshot-12", "28 November"),
    named("nightly", "snapshot-13"),
    named("nightly", "snapshot-14"),
  ],
  disks: [named("Hard disk 1", "2000", "40 GiB"), named("Hard disk 2", "2001", "80 GiB")],
};

const at = (marked: string) => offered(marked, site);

test("an operator types a few letters of a verb, and then of its next words", () => {
  expect(at("sna")).toEqual(["snapshot "]);
  expect(at("snapshot cr")).toEqual(["create "]);
  expect(at("snapshot ")).toEqual(["create ", "list ", "revert ", "remove "]);
  expect(at("ho")).toEqual(["hosts ", "host "]);
  expect(at("host m")).toEqual(["maintenance "]);
  expect(at("host maintenance e")).toEqual(["enter ", "exit "]);
  expect(at("SNA")).toEqual(["snapshot "]);
  expect(at("ｓｎａ")).toEqual(["snapshot "]);
  expect(at("").length).toBeGreaterThan(15);
  expect(new Set(at("")).size).toBe(at("").length);
});

test("help is asked for with the same words", () => {
  expect(at("help sna")).toEqual(["snapshot "]);
  expect(at("help snapshot re")).toEqual(["revert ", "remove "]);
  expect(at("help start ")).toEqual([]);
  expect(at("help ").length).toBe(at("").length);
});

test("a target is offered by name, with what is known of it", () => {
  expect(completionOf("stop we", site)).toEqual({
    start: 5,
    end: 7,
    candidates: [
      {
        text: "web-01 ",
        word: "web-01",
        shown: "web-01",
        note: "esx-02, on",
        kind: "machines",
        likeness: "begins",
      },
      { text: "Web-02 ", word: "Web-02", shown: "Web-02", note: "off", kind: "machines", likeness: "begins" },
      { text: "web-10 ", word: "web-10", shown: "web-10", note: "on", kind: "machines", likeness: "begins" },
    ],
  });
  expect(at("stop 業")).toEqual(["業務サーバー "]);
  expect(at("stop　業務")).toEqual(["業務サーバー "]);
  expect(at("stop ")).toHaveLength(5);
  expect(at("stop web-01 ")).toEqual([]);
});

test("each verb is offered targets of its own kind", () => {
  expect(at("host reboot ")).toEqual(["esx-01 ", "esx-02 "]);
  expect(at("hosts e")).toEqual(["esx-01 ", "esx-02 "]);
  expect(at("datastores ")).toEqual(["vmfs-01 ", "'vmfs 02' "]);
  expect(at("networks ")).toEqual(["'VM Network' "]);
  expect(at("vms d")).toEqual(["db-01 "]);
  expect(at("info v")).toEqual(["vmfs-01 ", "'vmfs 02' ", "'VM Network' "]);
  expect(at("events e")).toEqual(["esx-01 ", "esx-02 "]);
  expect(at("events v")).not.toContain("vmfs-01 ");
});

test("an id is offered after @ and tells whose it is", () => {
  expect(at("stop @vm-4")).toEqual(["@vm-42 ", "@vm-43 ", "@vm-44 "]);
  expect(completionOf("stop @vm-42", site).candidates[0]).toMatchObject({
    shown: "@vm-42",
    note: "web-01, esx-02, on",
  });
  expect(at("host reboot @")).toEqual(["@host-1 ", "@host-2 "]);
});

test("a path is offered part by part; its quote stays open until it ends", () => {
  expect(at("start /")).toEqual(["/DC0/"]);
  expect(at("start /dc")).toEqual(["/DC0/"]);
  expect(at("start /DC0/v")).toEqual(["/DC0/vm/"]);
  expect(at("start /DC0/vm/we")).toEqual(["'/DC0/vm/Web servers/", "/DC0/vm/web-01 "]);
  expect(at("start '/DC0/vm/Web servers/")).toEqual(["'/DC0/vm/Web servers/web-10' "]);
  expect(at("start /DC0/vm/Web\\ servers/w")).toEqual(["'/DC0/vm/Web servers/web-10' "]);
});

test("a folder that holds folders is a whole word, and may go on", () => {
  const folders: Site = { tree: { "/DC0/vm": [child("/DC0/vm/Web servers", "both", "group-v9")] } };
  expect(offered("move web-01 --folder /DC0/vm/", folders)).toEqual(["'/DC0/vm/Web servers'"]);
});

test("the options of the verb that are not given yet are offered, flags too", () => {
  expect(at("move web-01 --h")).toEqual(["--host "]);
  const moving = ["--host ", "--datastore ", "--folder ", "--desturi ", "--overwrite-disks "];
  expect(at("move web-01 ")).toEqual(moving);
  expect(at("move web-01 -")).toEqual(moving);
  expect(at("move --datastore vmfs-01 --")).toEqual(moving.filter((each) => each !== "--datastore "));
  expect(at("move web-01 --overwrite-disks --| --folder x")).toEqual(["--host", "--datastore", "--desturi"]);
  expect(at("clone web-01 web-09 --on --")).toEqual(["--host ", "--datastore "]);
  expect(at("disk web-01 80GiB --")).toEqual(["--disk ", "--add "]);
  expect(at("disk web-01 80GiB --add --")).toEqual([]);
  expect(at("start web-01 --")).toEqual([]);
  expect(at("move -- --")).toEqual([]);
  expect(completionOf("move web-01 --h", site).candidates[0]).toMatchObject({ kind: "option", note: "HOST" });
});

test("the value of an option is offered after it or after its equals sign", () => {
  expect(at("move web-01 --host ")).toEqual(["esx-01 ", "esx-02 "]);
  expect(completed("move web-01 --host=esx-02|", site)).toBe("move web-01 --host=esx-02 ");
  expect(completed("move web-01 --datastore=", site)).toBe("move web-01 --datastore=vmfs-01 ");
  expect(completed("move web-01 --datastore='vmfs 0", site)).toBe("move web-01 --datastore='vmfs 02' ");
  expect(at("move web-01 --datastore v")).toEqual(["vmfs-01 ", "'vmfs 02' "]);
  expect(at("create web-09 --network ")).toEqual(["'VM Network' "]);
  expect(at("create web-09 --folder w")).toEqual(["'Web servers' "]);
  expect(at("clone --host esx-01 we")).toContain("web-01 ");
  expect(at("clone --host=esx-01 we")).toContain("web-01 ");
  expect(at("clone --on we")).toContain("web-01 ");
  expect(at("clone web-01 x --on=")).toEqual([]);
  expect(at("move web-01 --hots=")).toEqual([]);
});

test("a snapshot is offered by name, and by id where two have one name", () => {
  const asked: TargetExpression[] = [];
  const { line, column } = cursorIn("snapshot revert web-01 ");
  const { candidates } = complete(
    line,
    column,
    vocabularyOf(site, (target) => asked.push(target)),
  );
  expect(candidates.map(({ text }) => text)).toEqual([
    "'before the patch' ",
    "@snapshot-13 ",
    "@snapshot-14 ",
  ]);
  expect(candidates.map(({ shown }) => shown)).toEqual(["before the patch", "nightly", "nightly"]);
  expect(asked).toEqual([{ by: "name", text: "web-01", glob: false }]);
  expect(at("snapshot remove @vm-42 @snapshot-1")).toEqual([
    "@snapshot-12 ",
    "@snapshot-13 ",
    "@snapshot-14 ",
  ]);
  expect(at("snapshot create web-01 b")).toEqual([]);
});

test("a disk is offered by its label, of the target wherever that stands", () => {
  const asked: TargetExpression[] = [];
  const { line, column } = cursorIn("disk --disk h| @vm-42 80GiB");
  const { candidates } = complete(
    line,
    column,
    vocabularyOf(site, (target) => asked.push(target)),
  );
  expect(candidates.map(({ text }) => text)).toEqual(["'Hard disk 1'", "'Hard disk 2'"]);
  expect(asked).toEqual([{ by: "id", text: "@vm-42", id: "vm-42" }]);
  expect(at("create web-09 --disk ")).toContain("40GiB ");
});

test("usual numbers and sizes are offered, the present one first", () => {
  expect(at("cpu web-01 ")).toEqual(["1 ", "2 ", "4 ", "8 ", "16 "]);
  expect(at("cpu web-01 1")).toEqual(["1 ", "16 "]);
  expect(at("memory web-01 ")).toEqual(["1GiB ", "2GiB ", "4GiB ", "8GiB ", "16GiB ", "32GiB ", "64GiB "]);
  const now: Site = { current: { cpus: 4, memory: 6144, disk: 81_920 } };
  expect(offered("cpu web-01 ", now)).toEqual(["4 ", "1 ", "2 ", "8 ", "16 "]);
  expect(offered("memory web-01 ", now).slice(0, 2)).toEqual(["6GiB ", "1GiB "]);
  expect(
    completionOf("memory web-01 ", now)
      .candidates.map(({ kind }) => kind)
      .slice(0, 2),
  ).toEqual(["current", "value"]);
  expect(offered("disk web-01 ", now)).toEqual(["80GiB ", "160GiB ", "320GiB ", "1TiB "]);
  expect(offered("disk web-01 --add ", now)[0]).toBe("20GiB ");
});

test("a number is never taken for another: it is only given a unit", () => {
  expect(at("memory web-01 12")).toEqual(["12GiB ", "12MiB "]);
  expect(at("memory web-01 1.5")).toEqual(["1.5GiB "]);
  expect(at("memory web-01 12g")).toEqual(["12GiB "]);
  expect(at("memory web-01 0.1")).toEqual([]);
  expect(at("memory web-01 G")).toEqual([]);
  expect(at("cpu web-01 6")).toEqual([]);
});

test("nothing is offered where text is free, where nothing can stand, and in comments", () => {
  for (const line of [
    "note we",
    "note web-01 --h",
    "rename web-01 we",
    "create we",
    "stop web-01 we",
    "tasks ",
    "destroy we",
    "# stop we",
    "snapshot destroy we",
    "create web-09 --guest deb",
  ])
    expect(at(line), line).toEqual([]);
});

test("when nothing begins so, what holds it is offered, and else what holds its letters", () => {
  const how = (marked: string) =>
    completionOf(marked, site).candidates.map(({ text, likeness }) => `${text}${likeness}`);
  expect(how("stop b-0")).toEqual(["db-01 holds", "web-01 holds", "Web-02 holds"]);
  expect(how("stop wb1")).toEqual(["web-01 letters", "web-10 letters"]);
  expect(how("stop サーバ")).toEqual(["業務サーバー holds"]);
  expect(how("mmry")).toEqual(["memory letters"]);
  expect(how("move web-01 --dstore")).toEqual(["--datastore letters"]);
  expect(how("start /DC0/vm/01")).toEqual(["/DC0/vm/web-01 holds"]);
  expect(how("stop xyz")).toEqual([]);
});

test("a word is completed by what stands before the cursor, and replaced as a whole", () => {
  expect(completed("stop db|-77", site)).toBe("stop db-01 ");
  expect(completed("move we|b --host esx-01", site)).toBe("move web-01 --host esx-01");
  expect(completed("move |web-01 --host esx-01", site)).toBe("move db-01 web-01 --host esx-01");
  expect(completed("move web-01 --host=es|x 01", site)).toBe("move web-01 --host=esx-01 01");
  expect(completed("move web-01 --host=|old --folder x", site)).toBe("move web-01 --host=esx-01 --folder x");
  expect(completed("s|top web-01", site)).toMatch(/^\S+ web-01$/u);
  expect(completed("move 'we| --host esx-01", site)).toBe("move 'web-01' --host esx-01");
});

test("as many are offered as are asked for, and no more are made", () => {
  const machines = Array.from({ length: 5000 }, (_, index) => named(`web-${index}`, `vm-${index}`));
  expect(offered("stop web", { machines })).toHaveLength(200);
  const limits: number[] = [];
  const vocabulary = vocabularyOf({ machines });
  const names = vocabulary.names("machines");
  const { candidates } = complete(
    "stop web",
    8,
    {
      ...vocabulary,
      names: () => ({
        matching: (typed, likeness, limit) => {
          limits.push(limit);
          return names.matching(typed, likeness, limit);
        },
      }),
    },
    7,
  );
  expect(candidates.map(({ word }) => word)).toEqual(machines.slice(0, 7).map(({ name }) => name));
  expect(limits).toEqual([7]);

  const counts: number[] = [];
  const counting: typeof vocabulary.names = (kind) => ({
    matching: (typed, likeness, limit) => {
      counts.push(limit);
      return vocabularyOf(site).names(kind).matching(typed, likeness, limit);
    },
  });
  expect(complete("info ", 5, { ...vocabulary, names: counting }, 6).candidates).toHaveLength(6);
  expect(counts).toEqual([6, 1]);
});

test("the console's own verbs stand in the same table", () => {
  const theme: AnyVerb = {
    verb: "theme",
    parameters: [{ name: "NAME", kind: "name", optional: false }],
    options: [],
    takes: "any",
    operation: null,
    examples: [],
  };
  const quit: AnyVerb = { ...theme, verb: "quit", parameters: [] };
  const vocabulary = vocabularyOf({
    words: { "theme NAME": [named("dark"), named("paper white"), named("night/")] },
  });
  const table = [...verbs, theme, quit];
  const texts = (line: string) =>
    complete(line, line.length, vocabulary, 200, table).candidates.map(({ text }) => text);
  expect(texts("q")).toEqual(["quit "]);
  // What ends in a `/` is a directory: it goes on.
  expect(texts("theme ")).toEqual(["dark ", "'paper white' ", "night/"]);
  expect(texts("help th")).toEqual(["theme "]);
  expect(texts("stop p")).toEqual([]);
});

test("a move is offered its own endpoint's hosts, and those of the others where that has one alone", () => {
  const hosts = (here: readonly string[]) => {
    const all = vocabularyOf({ hosts: [named("kvm-a"), named("kvm-b")] });
    const own = vocabularyOf({ hosts: here.map((name) => named(name)) });
    const line = "move web-01 --host ";
    const { candidates } = complete(line, line.length, { ...all, beside: () => own }, 200);
    return candidates.map(({ text }) => text);
  };
  expect(hosts(["kvm-a"])).toEqual(["kvm-a ", "kvm-b "]);
  expect(hosts(["esx-01", "esx-02"])).toEqual(["esx-01 ", "esx-02 "]);
});
