import { afterEach, expect, test } from "vitest";
import type { Restraints } from "#session/restraints.js";
import { Migrating } from "./migrating.js";

const MOVE = "move web-01 --host kvm-b";

let migrating: Migrating | null = null;
afterEach(() => migrating?.[Symbol.dispose]());

async function between(restraints: Record<string, Partial<Restraints>>): Promise<Migrating> {
  migrating = await Migrating.begun(restraints);
  return migrating;
}

test("what the destination demands of a change is demanded of a move to it", async () => {
  const { several, sent } = await between({ b: { demands: { reason: true, ticket: false } } });
  const proposal = await several.fleet.propose([several.asked(MOVE)]);
  const silent = { report: () => undefined };
  const [refused] = await several.fleet.carryOut(proposal, {}, silent);
  expect(refused).toMatchObject({ RST: { status: "REFUSED", code: "PURPOSE_MISSING" } });
  expect(sent).toEqual([]);
  const [done] = await several.fleet.carryOut(proposal, { purpose: { why: "kvm-a is emptied" } }, silent);
  expect(done).toMatchObject({ RST: { status: "OK" }, why: "kvm-a is emptied" });
});

test("a plan says which session it goes to, so that as much is agreed to as that one wants", async () => {
  const { several } = await between({});
  const [across] = (await several.fleet.propose([several.asked(MOVE)])).plans;
  expect(across).toMatchObject({ at: "a", to: { name: "b" } });
  const [within] = (await several.fleet.propose([several.asked("stop a:web-01")])).plans;
  expect(within!.to).toBeUndefined();
});

test("what is protected does not leave for a session that does not protect it", async () => {
  const { sent } = await between({ a: { protected: ["web-*"] } });
  expect(await migrating!.outcomeOf(MOVE)).toMatchObject({ RST: { status: "REFUSED", code: "PROTECTED" } });
  expect(sent).toEqual([]);
});

test.each([["web-*"], ["/DC0"], ["/DC0/host/C0/web-01"], ["/"]])(
  "what is protected there, too, as %s, may go",
  async (pattern) => {
    await between({ a: { protected: ["web-*"] }, b: { protected: [pattern] } });
    expect(await migrating!.outcomeOf(MOVE)).toMatchObject({ RST: { status: "OK" } });
  },
);

test("of two logins at the destination the one that was named is asked", async () => {
  const { several, sent } = await between({});
  const endpoint = "vsphere://b.example";
  await several.add("b2", "web-01", { endpoint, user: "other" });
  several.fleet.link("b2").session!.setReadOnly(true);
  const [plan] = (await several.fleet.propose([several.asked("move web-01 --host b2:kvm-b")])).plans;
  expect(plan).toMatchObject({ to: { name: "b2" }, refusal: { code: "READ_ONLY" } });
  expect(await migrating!.outcomeOf("move web-01 --host b2:kvm-b")).toMatchObject({
    RST: { status: "REFUSED", code: "READ_ONLY" },
  });
  expect(sent).toEqual([]);
  expect(await migrating!.outcomeOf("move web-01 --host b:kvm-b")).toMatchObject({ RST: { status: "OK" } });
});
