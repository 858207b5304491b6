import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { facts } from "../fake-provider.js";
import { met } from "../met.js";
import { steps } from "../opened.js";
import { Migrating } from "./migrating.js";

const MOVE = "move web-01 --host kvm-b";
const cut = failure("CONNECTION_LOST", { cause: "cut" });
const [A, B] = ["vsphere://a.example", "vsphere://b.example"];

let migrating: Migrating;
beforeEach(async () => {
  migrating = await Migrating.begun();
});
afterEach(() => migrating[Symbol.dispose]());

describe("a move that the server says has succeeded", () => {
  test.each([
    ["has ended", () => migrating.server("b").listeners!.onLost(failure("SESSION_ENDED", {}))],
    [
      "is interrupted",
      async () => {
        migrating.server("b").twists.ping = cut;
        migrating.server("b").listeners!.onInterrupted(cut);
        await met(() => migrating.several.fleet.link("b").session!.isInterrupted);
      },
    ],
  ])(
    "is not known to be done while the session there %s, and is found out once it is back",
    async (_how, lose) => {
      const { several } = migrating;
      migrating.onMigrate = async () => {
        migrating.arrive();
        await lose();
      };
      expect(await migrating.outcomeOf(MOVE)).toMatchObject({
        RST: { status: "UNKNOWN", code: "LOOK_ELSEWHERE" },
        AFT: {},
      });
      expect(several.fleet.link("a").inventory?.machines.get("vm-42")).toBeNull();
      const there = several.fleet.link("b");
      const isEnded = there.state === "ended";
      delete migrating.server("b").twists.ping;
      await there.retry();
      if (isEnded) several.fleet.renew(there);
      await met(() => migrating.moves().length === 2);
      expect(migrating.moves()).toEqual(["outcome UNKNOWN LOOK_ELSEWHERE", "recovery OK FOUND_THERE"]);
      expect(several.entries().at(-1)).toMatchObject({ AFT: { endpoint: B, host: "kvm-b" } });
    },
  );

  test("is not known to be done where the machine is at neither", async () => {
    migrating.onMigrate = () => {
      migrating.at.a = null;
    };
    const outcome = await migrating.outcomeOf(MOVE);
    expect(outcome).toMatchObject({ RST: { status: "UNKNOWN", code: "NOWHERE" }, AFT: {} });
    expect(migrating.moves()).toEqual(["outcome UNKNOWN NOWHERE"]);
  });

  test.each([
    ["off", B],
    ["suspended", B],
    ["on", A],
  ] as const)("is not known to be done while both have it: here it is %s", async (power, endpoint) => {
    migrating.onMigrate = () => {
      migrating.arrive();
      migrating.at.a = facts({ power });
    };
    const outcome = await migrating.outcomeOf(MOVE);
    expect(outcome).toMatchObject({ RST: { status: "UNKNOWN", code: "AT_BOTH" }, AFT: { endpoint } });
    expect(migrating.several.fleet.link("a").inventory?.machines.get("vm-42")).not.toBeNull();
    // Nor is it found to be done afterwards.
    expect(migrating.moves()).toEqual(["outcome UNKNOWN AT_BOTH"]);
  });

  test("is not known to be done where the machine is only where it was", async () => {
    migrating.onMigrate = () => undefined;
    const outcome = await migrating.outcomeOf(MOVE);
    expect(outcome).toMatchObject({
      RST: { status: "UNKNOWN", code: "STILL_THERE" },
      AFT: { endpoint: A },
    });
  });
});

describe("a move that the server says has failed", () => {
  const failed = { fault: "VIR_ERR_OPERATION_FAILED", message: "lost contact with kvm-b", cancelled: false };

  test.each<[string, (at: Migrating["at"]) => void, string, object]>([
    ["at both", (at) => (at.b = facts({ power: "off" })), "UNKNOWN AT_BOTH", { endpoint: A }],
    ["at neither", (at) => (at.a = null), "UNKNOWN NOWHERE", {}],
    ["where it was", () => undefined, "NG TASK_FAILED", { endpoint: A }],
    ["there alone", () => migrating.arrive(), "NG FAILED_YET_SHOWN", { endpoint: B }],
  ])("with the machine %s", async (_where, become, said, AFT) => {
    migrating.server("a").failed = failed;
    migrating.onMigrate = () => become(migrating.at);
    const outcome = await migrating.outcomeOf(MOVE);
    expect(migrating.moves()[0]).toBe(`outcome ${said}`);
    expect(outcome).toMatchObject({
      AFT,
      RST: { fault: expect.stringMatching(/VIR_|VOLUME_LEFT/) as string },
    });
  });

  test("with the machine gone, and nobody to ask there", async () => {
    migrating.server("a").failed = failed;
    migrating.onMigrate = () => {
      migrating.at.a = null;
      migrating.server("b").twists.read = cut;
    };
    expect(await migrating.outcomeOf(MOVE)).toMatchObject({
      RST: { status: "UNKNOWN", code: "LOOK_ELSEWHERE", fault: expect.any(String) as string },
      AFT: {},
    });
  });

  test("before it was sent: that is what is said of it", async () => {
    migrating.server("a").failed = { fault: "NOT_SENT", message: "ssh has ended", cancelled: false };
    migrating.onMigrate = () => undefined;
    await migrating.outcomeOf(MOVE);
    expect(migrating.moves()).toEqual(["outcome NG NOT_SENT"]);
  });
});

describe("a move of which nobody heard the end", () => {
  test("is found to be done where the machine is gone and is there", async () => {
    const { fleet } = migrating.several;
    migrating.lose(cut);
    const told: string[] = [];
    const proposal = await fleet.propose([migrating.several.asked(MOVE)]);
    await fleet.carryOut(proposal, {}, { report: (entry) => void told.push(...steps([entry])) });
    expect(told).toEqual(["outcome MoveVM UNKNOWN CONNECTION_LOST", "recovery MoveVM OK FOUND_THERE"]);
    expect(migrating.several.entries().at(-1)).toMatchObject({ AFT: { endpoint: B, host: "kvm-b" } });
  });

  test("stays unknown where it is still there, though nothing is moving it", async () => {
    migrating.lose(cut);
    migrating.onMigrate = () => undefined;
    const outcome = await migrating.outcomeOf(MOVE);
    expect(outcome).toMatchObject({ RST: { status: "UNKNOWN", code: "CONNECTION_LOST" } });
    expect(migrating.several.entries().at(-1)).toEqual(outcome);
  });

  test("is not found to be done by the next one of the same machine", async () => {
    migrating.lose(cut);
    migrating.onMigrate = () => undefined;
    await migrating.outcomeOf(MOVE);
    delete migrating.server("a").twists.ended;
    migrating.onMigrate = () => migrating.arrive();
    expect(await migrating.outcomeOf(MOVE)).toMatchObject({ RST: { status: "OK" } });
    await migrating.leaves();
    for (const name of ["b", "a"]) await migrating.several.add(name, "web-01");
    expect(migrating.moves()).toEqual([
      "outcome UNKNOWN CONNECTION_LOST",
      "outcome OK",
      "recovery UNKNOWN SEVERAL_INTENTS_FIT",
    ]);
  });

  test("is one of two that may have brought it there: neither is found to be done, in whatever order they are looked up", async () => {
    migrating.lose(cut);
    migrating.onMigrate = () => undefined;
    await migrating.outcomeOf(MOVE);
    await migrating.outcomeOf(MOVE);
    migrating.arrive();
    await migrating.leaves();
    for (const name of ["b", "a"]) await migrating.several.add(name, "web-01");
    expect(migrating.moves().slice(2)).toEqual([
      "recovery UNKNOWN SEVERAL_INTENTS_FIT",
      "recovery UNKNOWN SEVERAL_INTENTS_FIT",
    ]);
    expect(migrating.several.entries().at(-1)).toMatchObject({ AFT: { endpoint: B } });
  });

  test("is no rival once it was seen to have come to nothing", async () => {
    migrating.lose(cut);
    migrating.onMigrate = () => undefined;
    await migrating.outcomeOf(MOVE);
    await migrating.leaves();
    for (const name of ["b", "a"]) await migrating.several.add(name, "web-01");
    expect(migrating.moves().at(-1)).toBe("recovery UNKNOWN STILL_THERE");
    migrating.lose(cut);
    migrating.onMigrate = () => migrating.arrive();
    await migrating.outcomeOf(MOVE);
    expect(migrating.moves().slice(2)).toEqual([
      "outcome UNKNOWN CONNECTION_LOST",
      "recovery OK FOUND_THERE",
    ]);
  });

  test("is not closed by a Login while the other endpoint is not open, and looked up once it is", async () => {
    const { several } = migrating;
    migrating.lose(cut);
    migrating.onMigrate = () => undefined;
    await migrating.outcomeOf(MOVE);
    migrating.arrive();
    await migrating.leaves();
    await several.add("a", "web-01");
    expect(migrating.moves()).toEqual(["outcome UNKNOWN CONNECTION_LOST"]);
    await several.add("b", "web-01");
    await met(() => migrating.moves().length === 2);
    expect(several.entries().at(-1)).toMatchObject({
      RST: { status: "OK", code: "FOUND_THERE" },
      HST: { endpoint: A },
      AFT: { endpoint: B, host: "kvm-b" },
    });
  });

  test("stays open while its destination is open by another name alone, which says nothing of where it went", async () => {
    const { several } = migrating;
    migrating.lose(cut);
    migrating.onMigrate = () => undefined;
    await migrating.outcomeOf(MOVE);
    migrating.arrive();
    await migrating.leaves();
    await several.add("a", "web-01");
    await several.add("b-by-ip", "web-01", { endpoint: "vsphere://192.0.2.2" });
    several.fleet.link("a").session!.note("web-01 runs on kvm-b");
    expect(migrating.moves()).toEqual(["outcome UNKNOWN CONNECTION_LOST"]);
    await several.add("b", "web-01");
    await met(() => migrating.moves().length === 2);
    expect(migrating.moves().at(-1)).toBe("recovery OK FOUND_THERE");
    expect(migrating.server("b").calls).toContain("read");
    expect(migrating.server("b-by-ip").calls).not.toContain("read");
  });

  test.each([
    ["still there", () => undefined, "STILL_THERE"],
    [
      "left behind, off, by one that has arrived",
      () => {
        migrating.arrive();
        migrating.at.a = facts({ power: "off" });
      },
      "AT_BOTH",
    ],
  ])("is not closed either where the machine is %s", async (_what, become, code) => {
    migrating.lose(cut);
    migrating.onMigrate = () => undefined;
    await migrating.outcomeOf(MOVE);
    become();
    await migrating.leaves();
    await migrating.several.add("a", "web-01");
    expect(migrating.moves()).toHaveLength(1);
    await migrating.several.add("b", "web-01");
    await met(() => migrating.moves().length === 2);
    expect(migrating.moves().at(-1)).toBe(`recovery UNKNOWN ${code}`);
  });

  test("is waited for while it is still on its way at the next Login", async () => {
    const { several } = migrating;
    migrating.lose(cut);
    migrating.onMigrate = () => undefined;
    await migrating.outcomeOf(MOVE);
    await migrating.leaves();
    migrating.isBusy = true;
    await several.add("b", "web-01");
    await several.add("a", "web-01");
    await met(() => migrating.moves().length === 2);
    expect(migrating.isBusy).toBe(false);
    expect(migrating.moves()).toEqual(["outcome UNKNOWN CONNECTION_LOST", "recovery UNKNOWN STILL_THERE"]);
  });
});
