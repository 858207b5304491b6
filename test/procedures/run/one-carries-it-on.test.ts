import { expect, test } from "vitest";
import { type OpenRun, resumeRun } from "#procedures/run/open-run.js";
import { carryOn } from "#procedures/run/runner.js";
import { keepHold } from "#procedures/run/write-event.js";
import { Site } from "./mortal.js";

const TEXT = `procedure: 1
title: One at a time
on-failure: stop
steps:
  - { id: look, manual: Look. }
  - { id: reset, run: reset web-03 }
`;

const idOf = (site: Site) => site.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id;
const resets = async (site: Site) => (await site.tasks()).filter((task) => task.includes("web-03")).length;

/** A gate that somebody stands at until it is opened. */
function gate() {
  const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  return {
    reached: reached.promise,
    open: () => opened.resolve(),
    stand: async () => {
      reached.resolve();
      await opened.promise;
    },
  };
}

test("who has lost a run to another program does nothing more of it, and says who has it", async () => {
  using site = new Site();
  const first = await site.process();
  const looking = gate();
  const running = first.runs(
    TEXT,
    {},
    {
      atInstructions: async () => {
        await looking.stand();
        return { kind: "seen", text: "the first saw" };
      },
    },
  );
  await looking.reached;
  // The server ends the session, the console logs in anew, and nothing of the run was written since.
  const old = first.session;
  first.session = await site.anotherFor(first);
  await old.logout();

  const second = await site.process();
  expect((await second.resumes(idOf(site))).left).toBe("complete");
  const written = site.entries().length;
  looking.open();
  const lost = await running.catch((error) => error);
  expect(lost).toMatchObject({
    problem: { code: "RUN_HELD", facts: { console: "ops-1", since: expect.any(String) } },
  });
  await second.ends();
  expect(await resets(site)).toBe(1);
  const after = site.entries().slice(written);
  expect(after.filter(({ run }) => run !== undefined)).toEqual([]);
  await first.session.logout();
});

test("where both have agreed to the same plan, one of them carries it out", async () => {
  using site = new Site();
  const first = await site.process();
  const [looking, planned] = [gate(), gate()];
  const running = first.runs(
    TEXT,
    {},
    {
      atInstructions: async () => {
        await looking.stand();
        return { kind: "seen", text: "the first saw" };
      },
    },
  );
  await looking.reached;
  const old = first.session;
  first.session = await site.anotherFor(first);
  await old.logout();
  const second = await site.process();
  const resuming = second.resumes(idOf(site), {
    atPlan: async () => {
      await planned.stand();
      return { kind: "go" };
    },
  });
  await planned.reached;
  looking.open();
  await expect(running).rejects.toMatchObject({ code: "RUN_HELD" });
  planned.open();
  expect((await resuming).left).toBe("complete");
  await second.ends();
  expect(await resets(site)).toBe(1);
  await first.session.logout();
});

test("after another Login the run is held by the new session, and nobody else goes on with it", async () => {
  using site = new Site();
  const first = await site.process();
  expect((await first.runs(TEXT, {}, { atPlan: async () => ({ kind: "pause", why: null }) })).left).toBe(
    "paused",
  );
  const looking = gate();
  let open: OpenRun | null = null;
  const running = (async () => {
    open = await resumeRun({
      ...first.wanted({
        atPlan: async () => {
          await looking.stand();
          return { kind: "go" };
        },
      }),
      id: idOf(site),
    });
    return await carryOn(open.parts);
  })();
  await looking.reached;
  const old = first.session;
  first.session = await site.anotherFor(first);
  keepHold(open!.parts);
  await old.logout();

  const second = await site.process();
  await expect(second.resumes(idOf(site))).rejects.toMatchObject({ code: "RUN_HELD" });
  await second.ends();
  looking.open();
  // What was planned in the session before is planned again.
  expect(await running).toBe("complete");
  open!.close();
  const held = site.entries().filter(({ OPR }) => OPR === "ResumeRun");
  expect(held.map(({ USR }) => USR.session)).toEqual([
    old.login.USR.session,
    first.session.login.USR.session,
  ]);
  expect(await resets(site)).toBe(1);
  await first.session.logout();
});
