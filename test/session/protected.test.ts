import { describe, expect, test } from "vitest";
import type { OperationRequest, TargetExpression } from "#domain/command.js";
import { planFor } from "#session/plan.js";
import { estate, machine } from "../inventory/estate.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts, hostFacts } from "./fake-provider.js";
import { groundOn } from "./ground-on.js";
import { opened } from "./opened.js";
import { REQUESTS } from "./requests.js";
import { UNRESTRAINED } from "./unrestrained.js";

const SNAPSHOT = {
  ...{ id: "snapshot-1", name: "before", description: "", created: "", parent: null },
  power: "off",
} as const;

/** Why something is not done to a machine of that name in `/DC0/vm/prod`, where these are protected. */
async function refusalOf(request: OperationRequest, patterns: readonly string[], name = "web-01") {
  const provider = new FakeProvider();
  provider.machine = facts({ name, parent: "folder-prod", snapshots: [SNAPSHOT] });
  const row = machine("vm-42", name, "folder-prod");
  const ground = groundOn(provider, estate(row), { protected: patterns });
  const plan = await planFor(ground, { ...row, named: true }, { request, ask: "as typed", yes: true });
  expect(provider.calls).toEqual(["read"]);
  return plan.refusal;
}

const folder: TargetExpression = { by: "path", text: "/DC0/vm/test", glob: false };
const moved = { name: "MoveVM", host: null, datastore: null, folder } as const;

describe("nothing destructive is done to what a pattern names", () => {
  test.each([
    ["web-01"],
    ["web-*"],
    ["web-0?"],
    ["web-0[1-3]"],
    ["*"],
    ["/DC0/vm/prod/web-01"],
    ["/DC0/vm/prod/*"],
    ["/*/vm/*/web-01"],
    ["/DC0/vm/prod"],
    ["/DC0/vm/prod/"],
    ["/DC0/vm/*"],
    ["/DC?"],
    ["/"],
  ])("%s is web-01", async (pattern) => {
    const refusal = await refusalOf({ name: "DeleteVM" }, ["nothing", pattern]);
    expect(refusal).toEqual({ code: "PROTECTED", facts: { name: "web-01", pattern } });
  });

  test.each([
    ["web-0"],
    ["eb-01"],
    ["WEB-01"],
    ["web-0\\?"],
    ["/DC0/vm/pro"],
    ["/DC0/vm/test"],
    ["/DC0/vm/web-01"],
    ["/DC0/vm/prod/web-01/x"],
    ["vm-42"],
  ])("%s is not", async (pattern) => {
    expect(await refusalOf({ name: "DeleteVM" }, [pattern])).toBeNull();
  });

  test("what is quoted stands for itself", async () => {
    expect(await refusalOf({ name: "DeleteVM" }, ["web\\*1"], "web*1")).toMatchObject({ code: "PROTECTED" });
    expect(await refusalOf({ name: "DeleteVM" }, ["web\\*1"], "web-1")).toBeNull();
    expect(await refusalOf({ name: "DeleteVM" }, ["/DC0/vm/prod/a%2fb"], "a/b")).toMatchObject({
      code: "PROTECTED",
    });
  });

  test("a name in either form of Unicode is the same name", async () => {
    expect(await refusalOf({ name: "DeleteVM" }, ["サーバ\u30d0"], "サーバ\u30cf\u3099")).toMatchObject({
      code: "PROTECTED",
    });
  });
});

test.each(Object.values(REQUESTS).filter(({ name }) => !/Host|Maintenance|CreateVM/.test(name)))(
  "$name of a protected machine",
  async (request) => {
    const refusal = await refusalOf(request, ["web-01"]);
    const isRefused = ["DeleteVM", "RevertSnapshot", "RemoveSnapshot", "RenameVM"].includes(request.name);
    expect(refusal?.code === "PROTECTED").toBe(isRefused);
  },
);

describe("nothing is taken out of its protection", () => {
  test.each<[string, readonly string[], string, boolean]>([
    ["by its name, to another", ["web-01"], "web-02", true],
    ["by a glob, to one that it matches", ["web-*"], "web-02", false],
    ["by a glob, to one that it does not match", ["web-*"], "old-web-01", true],
    ["by a glob, to one that another matches", ["web-*", "db-*"], "db-01", false],
    ["by its path, to another", ["/DC0/vm/prod/web-01"], "web-02", true],
    ["by its path and a name, to that name", ["/DC0/vm/prod/web-01", "web-02"], "web-02", false],
    ["by its folder, to another", ["/DC0/vm/prod/*"], "anything", false],
    ["by a folder of its folder, to another", ["/DC0/vm"], "anything", false],
    ["by a path with a slash in the name", ["/DC0/vm/prod/*"], "a/b", false],
  ])("renamed: protected %s", async (_, patterns, newName, isRefused) => {
    const refusal = await refusalOf({ name: "RenameVM", newName }, patterns);
    expect(refusal?.code ?? null).toBe(isRefused ? "PROTECTED" : null);
  });

  test("moved to another folder: not where it is protected by its path", async () => {
    expect(await refusalOf(moved, ["/DC0/vm/prod/*"])).toMatchObject({ code: "PROTECTED" });
    expect(await refusalOf(moved, ["web-*"])).toBeNull();
    expect(await refusalOf(REQUESTS.MoveVM, ["/DC0/vm/prod/*"])).toBeNull();
  });

  test.each([[["/DC0/vm/prod/*", "web-*"]], [["web-*", "/DC0/vm/prod/*"]]])(
    "moved to another folder, where its name protects it as well: %s",
    async (patterns) => {
      expect(await refusalOf(moved, patterns)).toBeNull();
    },
  );
});

test.each([
  ["esx-*", "PROTECTED"],
  ["/DC0/host/C0/esx-01.example", "PROTECTED"],
  ["web-*", null],
])("a host that is to be shut down, where %s are protected", async (pattern, code) => {
  const provider = new FakeProvider();
  provider.host = hostFacts({ maintenance: true });
  const ground = groundOn(provider, estate(), { protected: [pattern] });
  const found = { id: "host-1", name: "esx-01.example", uuid: null, host: "host-1", named: true };
  const plan = await planFor(ground, found, {
    request: { name: "ShutdownHost" },
    ask: "as typed",
    yes: true,
  });
  expect(plan.refusal?.code ?? null).toBe(code);
});

test("what counts is the name that the machine has now, not the one that the inventory shows", async () => {
  const provider = new FakeProvider();
  provider.machine = facts({ name: "db-01" });
  const row = machine("vm-42", "web-01");
  const ground = groundOn(provider, estate(row), { protected: ["db-*"] });
  const planning = { request: { name: "DeleteVM" }, ask: "as typed", yes: true } as const;
  const { refusal } = await planFor(ground, { ...row, named: false }, planning);
  expect(refusal).toEqual({ code: "PROTECTED", facts: { name: "db-01", pattern: "db-*" } });
});

test("in a bulk, the others go and the protected one stays; it is recorded with what it is", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await opened(desk, provider, { restraints: { ...UNRESTRAINED, protected: ["web-01"] } });
  const objects = estate(machine("vm-42", "web-01"), machine("vm-99", "web-02")).objects();
  provider.listeners!.onUpdates(objects.map((object) => ({ change: "enter", object })));
  provider.made = facts({ id: "vm-99", name: "web-02" });
  const glob = { by: "name", text: "web-*", glob: true, pattern: "web-*" } as const;
  const planning = { request: { name: "DeleteVM" }, ask: "delete web-*", yes: true } as const;
  const outcomes = await session.operate(glob, planning, { report: () => undefined });
  expect(outcomes.map(({ TGT, RST }) => [TGT.name, RST?.status])).toEqual([
    ["web-01", "REFUSED"],
    ["web-02", "OK"],
  ]);
  expect(outcomes[0]).toMatchObject({
    RST: { code: "PROTECTED" },
    TGT: { id: "vm-42" },
    BEF: { name: "web-01" },
    AFT: { name: "web-01" },
  });
  expect(provider.operationIds).toHaveLength(1);
  await session.logout();
});
