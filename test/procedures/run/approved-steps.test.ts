import { afterEach, expect, test, vi } from "vitest";
import type { Entry } from "#domain/entry.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { APPROVAL_NAMESPACE, sha256Of } from "#procedures/approval/request.js";
import { capsuleOf } from "#procedures/capsule/capsule-of.js";
import { readCapsule } from "#procedures/capsule/read-capsule.js";
import { takeOver } from "#procedures/capsule/take-over.js";
import type { Conductor } from "#procedures/run/conductor.js";
import { Desk } from "../../session/desk.js";
import { AGREEING, BOBS } from "../on-simulator.js";
import { type Process, Site } from "./mortal.js";

afterEach(() => {
  vi.useRealTimers();
});

const STEP = `procedure: 1
title: With a second person
steps:
  - id: eyes
    approve: grow
    valid-for: 4h
  - id: grow
    run: memory web-02 8GiB
`;

const LOOP = `procedure: 1
title: Each with a second person
steps:
  - id: each
    for-each: name
    in: '["web-02", "db-01"]'
    steps:
      - id: eyes
        approve: grow
        valid-for: 4h
      - id: grow
        run: memory \${name} 8GiB
`;

const WHOLE_LOOP = `procedure: 1
title: A loop with a second person
steps:
  - id: eyes
    approve: each
    valid-for: 4h
  - id: each
    for-each: name
    in: '["web-02", "db-01"]'
    steps:
      - id: grow
        run: memory \${name} 8GiB
`;

const BULK = `procedure: 1
title: Many with a second person
on-failure: stop
steps:
  - id: eyes
    approve: off
    valid-for: 4h
  - id: off
    run: stop web-0[3-7]
`;

const ALL = `procedure: 1
title: All with a second person
approval: { valid-for: 4h }
steps:
  - id: grow
    run: memory web-02 8GiB
`;

const TWO = `${ALL}  - id: last
    confirm: Is it quiet?
`;

/** `Approve OK eyes`, in the order in which they were recorded. */
function events(entries: readonly Entry[], ...names: readonly string[]): string[] {
  return entries
    .filter(({ OPR, phase }) => names.includes(OPR) && phase !== "intent")
    .map(({ OPR, RST, run }) =>
      [OPR, RST?.status, RST?.code, run?.step, run?.item].filter(Boolean).join(" "),
    );
}

async function runs(site: Site, text: string, conductor: Partial<Conductor> = {}) {
  const process = await site.process();
  const { left } = await process.runs(text, {}, conductor);
  await process.ends();
  return left;
}

const SEEN = ["RequestApproval", "Approve", "EndStep", "ModifyMemory", "StopVM"];

test("a step that a second person has approved is run, and not before", async () => {
  using site = new Site();
  const asked: string[] = [];
  const left = await runs(site, STEP, {
    atApproval: async (turn, file, refusal) => {
      asked.push(events(site.entries(), "ModifyMemory").join());
      return await AGREEING.atApproval(turn, file, refusal);
    },
  });
  expect([left, asked]).toEqual(["complete", [""]]);
  expect(events(site.entries(), ...SEEN)).toEqual([
    "RequestApproval OK eyes",
    "Approve OK eyes",
    "EndStep OK eyes",
    "ModifyMemory OK grow",
    "EndStep OK grow",
  ]);
});

test("in a loop each item has an approval of its own: that of the first is none for the second", async () => {
  using site = new Site();
  const left = await runs(site, LOOP, {
    atApproval: async (turn, file, refusal) =>
      turn?.item === "web-02" ? await AGREEING.atApproval(turn, file, refusal) : { kind: "pause", why: null },
  });
  expect(left).toBe("paused");
  expect(events(site.entries(), "ModifyMemory")).toEqual(["ModifyMemory OK grow web-02"]);

  using other = new Site();
  expect(await runs(other, LOOP)).toBe("complete");
  expect(events(other.entries(), "Approve", "ModifyMemory")).toEqual([
    "Approve OK eyes web-02",
    "ModifyMemory OK grow web-02",
    "Approve OK eyes db-01",
    "ModifyMemory OK grow db-01",
  ]);
});

test("a loop is approved once, for all of its items", async () => {
  using site = new Site();
  expect(await runs(site, WHOLE_LOOP)).toBe("complete");
  expect(events(site.entries(), "Approve", "ModifyMemory")).toEqual([
    "Approve OK eyes",
    "ModifyMemory OK grow web-02",
    "ModifyMemory OK grow db-01",
  ]);
});

test("nothing is begun before the whole is approved", async () => {
  using site = new Site();
  const turns: string[] = [];
  const atTurn: Conductor["atTurn"] = async ({ key }) => {
    turns.push(key);
    return { kind: "go" };
  };
  expect(await runs(site, ALL, { atTurn, atApproval: async () => ({ kind: "pause", why: null }) })).toBe(
    "paused",
  );
  expect(turns).toEqual([]);
  const next = await site.process();
  const id = site.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id;
  expect((await next.resumes(id)).left).toBe("complete");
  await next.ends();
  // The request that is still open is asked again: a second person may have it in hand.
  expect(events(site.entries(), "RequestApproval", "Approve")).toEqual(["RequestApproval OK", "Approve OK"]);
});

test.each([
  { where: "by itself", text: STEP, key: "grow", marks: [" eyes", " grow"] },
  { where: "in a loop", text: LOOP, key: "grow/web-02", marks: [" eyes web-02", " grow web-02"] },
])(
  "a plan that has changed since needs a new approval, $where, and is not run until it has one",
  async ({ text, key, marks: [eyes, grow] }) => {
    using site = new Site();
    const other = await site.process();
    let changed = false;
    const left = await runs(site, text, {
      atTurn: async (turn) => {
        if (turn.key === key && !changed) {
          changed = true;
          const expression = { by: "name", text: "web-02", glob: false } as const;
          const planning = {
            request: { name: "ModifyMemory", memoryMiB: 6144 },
            ask: "",
            yes: true,
          } as const;
          await other.session.operate(expression, planning, { report: () => undefined });
        }
        return { kind: "go" };
      },
    });
    await other.ends();
    expect(left).toBe("complete");
    expect(events(site.entries(), ...SEEN).slice(0, 10)).toEqual([
      `RequestApproval OK${eyes}`,
      `Approve OK${eyes}`,
      `EndStep OK${eyes}`,
      "ModifyMemory OK",
      `EndStep REFUSED APPROVAL_PLAN_CHANGED${eyes}`,
      `RequestApproval OK${eyes}`,
      `Approve OK${eyes}`,
      `EndStep OK${eyes}`,
      `ModifyMemory OK${grow}`,
      `EndStep OK${grow}`,
    ]);
  },
);

test("an approval that has expired by the time that its step comes is asked for again", async () => {
  using site = new Site();
  vi.useFakeTimers({ toFake: ["Date"] });
  let waited = false;
  const left = await runs(site, STEP, {
    atTurn: async ({ key }) => {
      if (key === "grow" && !waited) {
        waited = true;
        vi.setSystemTime(Date.now() + 5 * 3_600_000);
      }
      return { kind: "go" };
    },
  });
  expect(left).toBe("complete");
  expect(events(site.entries(), "Approve", "EndStep")).toEqual([
    "Approve OK eyes",
    "EndStep OK eyes",
    "EndStep REFUSED APPROVAL_TOO_OLD eyes",
    "Approve OK eyes",
    "EndStep OK eyes",
    "EndStep OK grow",
  ]);
});

test("an approval by somebody who may not is refused and recorded, and asked for again", async () => {
  using site = new Site();
  const mallory = signerOf(generatePrivateKey());
  const handedIn: string[] = [];
  const left = await runs(site, STEP, {
    atApproval: async (turn, file, refusal) => {
      const signature = [mallory.signFile(APPROVAL_NAMESPACE, file.bytes), "\u001b[2J", "x".repeat(16_385)][
        handedIn.length
      ];
      if (signature === undefined) return await AGREEING.atApproval(turn, file, null);
      expect(refusal === null).toBe(handedIn.length === 0);
      handedIn.push(signature);
      return { kind: "approval", request: file.bytes, signature };
    },
  });
  expect(left).toBe("complete");
  expect(events(site.entries(), "Approve")).toEqual([
    "Approve REFUSED APPROVAL_NOT_ALLOWED eyes",
    "Approve REFUSED APPROVAL_ALTERED eyes",
    "Approve REFUSED APPROVAL_ALTERED eyes",
    "Approve OK eyes",
  ]);
  // Who has tried it can be looked into; what may be anything is only named.
  const refused = site.entries().filter(({ OPR, RST }) => OPR === "Approve" && RST?.status === "REFUSED");
  expect(refused.map(({ AFT }) => AFT?.signatureText)).toEqual([handedIn[0], undefined, undefined]);
  expect(refused.map(({ AFT }) => AFT?.signature)).toEqual(handedIn.map(sha256Of));
  expect(refused[0]?.AFT?.approversText).toBe(BOBS.text);
});

test("nobody leaves out what a second person is asked for", async () => {
  using site = new Site();
  const left = await runs(site, STEP, {
    atTurn: async ({ step }) => (step.kind === "approve" ? { kind: "skip", why: "no time" } : { kind: "go" }),
    atApproval: async () => ({ kind: "pause", why: null }),
  });
  expect(left).toBe("paused");
  expect(events(site.entries(), ...SEEN)).toEqual(["RequestApproval OK eyes"]);
});

test("killed in the middle of many: what is left of them is another plan, and is approved anew", async () => {
  using site = new Site();
  const process = await site.process();
  // BeginRun, RequestApproval, Approve, EndStep, BeginStep, four intents, the first two outcomes.
  const run = await process.runs(BULK, {}, {}, { after: 11, sent: true });
  expect(run.left).toBe("killed");
  await process.ends();
  const next = await site.process();
  expect(
    (await next.resumes(run.id || site.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id)).left,
  ).toBe("complete");
  await next.ends();
  const stopped = (await site.tasks()).filter((task) => task.includes("powerOff"));
  expect(stopped.map((task) => task.split(" ")[1]).sort()).toEqual([
    "web-03",
    "web-04",
    "web-05",
    "web-06",
    "web-07",
  ]);
  expect(events(site.entries(), "Approve", "EndStep")).toEqual([
    "Approve OK eyes",
    "EndStep OK eyes",
    "EndStep REFUSED APPROVAL_PLAN_CHANGED eyes",
    "Approve OK eyes",
    "EndStep OK eyes",
    "EndStep OK off",
  ]);
});

const HOUR = 3_600_000;
const noAnswer = { kind: "pause", why: null } as const;
/** It comes no further than the plan of what was approved. */
const UNTIL_THE_PLAN: Partial<Conductor> = { atPlan: async () => noAnswer };
const idOf = (site: Site) => site.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id;

/** Agrees to all, but for an approval that is asked for: how often it is, is counted. */
function unapproving() {
  const asked: (string | null)[] = [];
  const atApproval: Conductor["atApproval"] = async (turn) => {
    asked.push(turn?.key ?? null);
    return noAnswer;
  };
  return { asked, conductor: { atApproval } };
}

test.each([
  { of: "a step", text: STEP },
  { of: "the whole", text: ALL },
])("a clock that is set back in between revives no approval of $of that had expired", async ({ text }) => {
  using site = new Site();
  vi.useFakeTimers({ toFake: ["Date"] });
  const began = Date.now();
  expect(await runs(site, text, UNTIL_THE_PLAN)).toBe("paused");
  vi.setSystemTime(began + 5 * HOUR);
  const later = await site.process();
  const { asked, conductor } = unapproving();
  expect((await later.resumes(idOf(site), conductor)).left).toBe("paused");
  await later.ends();
  expect(asked).toHaveLength(1);

  vi.setSystemTime(began + HOUR);
  const back = await site.process();
  expect((await back.resumes(idOf(site), conductor)).left).toBe("paused");
  await back.ends();
  expect(asked).toHaveLength(2);
  expect(events(site.entries(), "ModifyMemory")).toEqual([]);
});

/** The run comes to another operator in a capsule, and is gone on with there. */
async function handedTo(process: Process, from: Site, conductor: Partial<Conductor>) {
  const id = idOf(from);
  const { journal } = from.keeper;
  const bytes = await capsuleOf(journal, await new Checkpointer(journal).sign(), id);
  const capsule = readCapsule(bytes, { path: "a.capsule" });
  await takeOver(process.desk.journal, process.session, { capsule, bytes });
  return (await process.resumes(id, conductor)).left;
}

test.each([
  { of: "a step", text: STEP },
  { of: "a loop", text: WHOLE_LOOP },
  { of: "the whole", text: ALL },
])("whoever has approved $of and takes the run over does not carry it out alone", async ({ text }) => {
  using site = new Site();
  expect(await runs(site, text, UNTIL_THE_PLAN)).toBe("paused");
  using desk = new Desk({ os: "bob", console: "ws2" });
  const bob = await site.process(desk);
  const { asked, conductor } = unapproving();
  expect(await handedTo(bob, site, conductor)).toBe("paused");
  expect(asked).toHaveLength(1);
  expect(events(desk.entries(), "ModifyMemory")).toEqual([]);
  expect(events(desk.entries(), "RequestApproval")).toHaveLength(1);
  const ends = events(desk.entries(), "EndStep");
  expect(ends).toEqual(text === ALL ? [] : ["EndStep REFUSED APPROVAL_OWN eyes"]);
  await bob.session.logout();
});

test("nor does whoever has approved it under another name, by the key of the journal that it comes to", async () => {
  using site = new Site();
  using desk = new Desk({ os: "carol", console: "ws3" });
  const text = `somebody-else ${publicKeyLine(desk.signer.publicKey)}\n`;
  const first = await site.process();
  first.approvers = { ...BOBS, text, sha256: sha256Of(text) };
  const signing: Conductor["atApproval"] = async (_turn, { bytes }, refusal) => {
    expect(refusal).toBeNull();
    return { kind: "approval", request: bytes, signature: desk.signer.signFile(APPROVAL_NAMESPACE, bytes) };
  };
  expect((await first.runs(STEP, {}, { ...UNTIL_THE_PLAN, atApproval: signing })).left).toBe("paused");
  await first.ends();
  const carol = await site.process(desk);
  const { asked, conductor } = unapproving();
  expect(await handedTo(carol, site, conductor)).toBe("paused");
  expect(asked).toEqual(["eyes"]);
  expect(events(desk.entries(), "EndStep")).toEqual(["EndStep REFUSED APPROVAL_OWN eyes"]);
  await carol.session.logout();
});

test("whoever has not approved it, and takes the run over, goes on with what was approved", async () => {
  using site = new Site();
  expect(await runs(site, STEP, UNTIL_THE_PLAN)).toBe("paused");
  using desk = new Desk({ os: "carol", console: "ws3" });
  const carol = await site.process(desk);
  const { asked, conductor } = unapproving();
  expect(await handedTo(carol, site, conductor)).toBe("complete");
  expect(asked).toEqual([]);
  await carol.session.logout();
});

test("whoever takes the run over holds its approvals against an approvers' file of their own", async () => {
  using site = new Site();
  expect(await runs(site, STEP, UNTIL_THE_PLAN)).toBe("paused");
  using desk = new Desk({ os: "carol", console: "ws3" });
  const carol = await site.process(desk);
  const text = `dave@ws4 ${publicKeyLine(signerOf(generatePrivateKey()).publicKey)}\n`;
  carol.approvers = { ...BOBS, text, sha256: sha256Of(text) };
  const { asked, conductor } = unapproving();
  expect(await handedTo(carol, site, conductor)).toBe("paused");
  expect(asked).toEqual(["eyes"]);
  expect(events(desk.entries(), "EndStep")).toEqual(["EndStep REFUSED APPROVAL_NOT_ALLOWED eyes"]);
  expect(events(desk.entries(), "ModifyMemory")).toEqual([]);
  await carol.session.logout();
});

test("killed right after an approval was accepted: it is not asked for twice", async () => {
  using site = new Site();
  const process = await site.process();
  // BeginRun, RequestApproval, Approve.
  expect((await process.runs(STEP, {}, {}, { after: 3, sent: true })).left).toBe("killed");
  await process.ends();
  const next = await site.process();
  const { asked, conductor } = unapproving();
  expect((await next.resumes(idOf(site), conductor)).left).toBe("complete");
  await next.ends();
  expect(asked).toEqual([]);
  expect(events(site.entries(), ...SEEN)).toEqual([
    "RequestApproval OK eyes",
    "Approve OK eyes",
    "EndStep OK eyes",
    "ModifyMemory OK grow",
    "EndStep OK grow",
  ]);
});

test("a check after an approval that is not so leaves the approval as it is", async () => {
  using site = new Site();
  const text = STEP.replace(
    "valid-for: 4h",
    "valid-for: 4h\n    after: ['vms.exists(v, v.name == \"web-03\" && v.power == off)']",
  );
  let [asked, failed] = [0, 0];
  const left = await runs(site, text, {
    atApproval: async (...all) => {
      asked += 1;
      return await AGREEING.atApproval(...all);
    },
    atFailure: async () => {
      failed += 1;
      const other = await site.process();
      const expression = { by: "name", text: "web-03", glob: false } as const;
      const planning = { request: { name: "StopVM" }, ask: "", yes: true } as const;
      await other.session.operate(expression, planning, { report: () => undefined });
      await other.ends();
      return { kind: "again" };
    },
  });
  expect([left, asked, failed]).toEqual(["complete", 1, 1]);
});

test("an approval of the whole that expires on the way is asked for again before the next step, and not to end", async () => {
  using site = new Site();
  vi.useFakeTimers({ toFake: ["Date"] });
  const asked: string[] = [];
  const refusals: (string | null)[] = [];
  const left = await runs(site, TWO, {
    atApproval: async (turn, file, refusal) => {
      asked.push(events(site.entries(), "EndStep").join());
      refusals.push(refusal?.code ?? null);
      return await AGREEING.atApproval(turn, file, null);
    },
    // It has expired by the time that the plan is agreed to, once; and after the last step.
    atPlan: async ({ key }) => {
      if (key === "grow" && asked.length === 1) vi.setSystemTime(Date.now() + 5 * HOUR);
      return { kind: "go" };
    },
    atTurn: async ({ key }) => {
      if (key === "last") vi.setSystemTime(Date.now() + 3 * HOUR);
      return { kind: "go" };
    },
    atQuestion: async () => {
      vi.setSystemTime(Date.now() + 5 * HOUR);
      return { kind: "go" };
    },
  });
  expect([left, asked]).toEqual(["complete", ["", ""]]);
  // Why it is asked for again is said, and recorded.
  expect(refusals).toEqual([null, "APPROVAL_TOO_OLD"]);
  expect(events(site.entries(), "Approve", "ModifyMemory", "EndStep")).toEqual([
    "Approve OK",
    "Approve REFUSED APPROVAL_TOO_OLD",
    "Approve OK",
    "ModifyMemory OK grow",
    "EndStep OK grow",
    "EndStep OK last",
  ]);
});

test("what was done is undone without an approval that has expired", async () => {
  using site = new Site();
  vi.useFakeTimers({ toFake: ["Date"] });
  expect(await runs(site, TWO, { atQuestion: async () => noAnswer })).toBe("paused");
  vi.setSystemTime(Date.now() + 5 * HOUR);
  const next = await site.process();
  const { asked, conductor } = unapproving();
  expect((await next.resumes(idOf(site), conductor, { backOut: "it went wrong" })).left).toBe("rolled-back");
  await next.ends();
  expect(asked).toEqual([]);
});

test("one lost machine takes the approval from none of the others of its loop", async () => {
  using site = new Site();
  const other = await site.process();
  const lose = async (name: string) => {
    const expression = { by: "name", text: name, glob: false } as const;
    for (const request of [{ name: "StopVM" }, { name: "DeleteVM" }] as const)
      await other.session.operate(expression, { request, ask: "", yes: true }, { report: () => undefined });
  };
  const text = `procedure: 1
title: A loop
on-failure: ask
steps:
  - { id: eyes, approve: each }
  - id: each
    for-each: vm
    in: 'vms.filter(v, v.name == "web-03" || v.name == "web-04" || v.name == "web-05")'
    steps:
      - { id: off, run: 'stop \${vm}' }
`;
  let lost = false;
  const skipped: string[] = [];
  const left = await runs(site, text, {
    atTurn: async ({ step }) => {
      if (step.id === "off" && !lost) {
        lost = true;
        await lose("web-03");
      }
      return { kind: "go" };
    },
    atFailure: async ({ key }, end) => {
      skipped.push(`${key.split("/")[0]} ${end.RST?.code}`);
      return { kind: "skip", why: "it is gone" };
    },
  });
  await other.ends();
  expect(left).toBe("complete");
  expect(skipped).toEqual(["off EXPRESSION_FAILED"]);
  expect(events(site.entries(), "Approve")).toEqual(["Approve OK eyes"]);
  const stops = site
    .entries()
    .filter(({ OPR, phase, run }) => OPR === "StopVM" && phase === "outcome" && run);
  expect(stops.map(({ TGT }) => TGT.name)).toEqual(["web-04", "web-05"]);
});
