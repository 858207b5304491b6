import { expect, test } from "vitest";
import { shortOrLong } from "../counts.js";
import { kill } from "./kill-operator.js";
import { never } from "./kill-points.js";
import { onVcsim } from "./on-vcsim.js";
import { SITE_EXAMPLES, type SiteExample } from "./procedure-examples.js";
import { type Call, callsOf } from "./procedure-failures.js";
import { ProcedureSite, TICKET } from "./procedure-site.js";
import { CAN_HAVE_APPROVERS } from "./second-person.js";
import { meanwhile } from "./shoseki.js";

/** Where an operation is when the program is killed. */
const MOMENTS = ["not sent", "under way", "done, unheard"] as const;

interface Case {
  readonly name: string;
  readonly example: SiteExample;
  readonly call: Call;
  readonly moment: (typeof MOMENTS)[number];
}

const isLong = shortOrLong(0, 1) === 1;

/** In the short form two operations of each example, and each moment. */
const CASES: readonly Case[] = SITE_EXAMPLES.filter(
  ({ name }) => CAN_HAVE_APPROVERS || name !== "decommission",
).flatMap((example, of) =>
  callsOf(example).flatMap((call, index, { length }) =>
    // What has no task is done when it is answered.
    MOMENTS.filter((moment) => moment !== "under way" || call.method.endsWith("_Task"))
      .filter(
        (_, at) => isLong || ((index === 1 || index === length - 1) && at === (index + of) % MOMENTS.length),
      )
      .map((moment) => ({
        name: `${example.name}, ${call.step} ${call.target}: ${moment}`,
        example,
        call,
        moment,
      })),
  ),
);

/** Goes on with the run until it is over; what nobody knows, the operator has looked at and says, and bob approves. */
async function goOn(
  here: ProcedureSite,
  { step }: Call,
  isDone: boolean,
  approvers: readonly string[],
): Promise<void> {
  let ran = await here.procedure("resume", here.id, "--yes", ...approvers);
  if (ran.code === 5) {
    expect(ran.err).toContain(`--again ${step}`);
    const said = isDone ? ["--skip", `${step}=it is done`] : ["--again", step];
    ran = await here.procedure("resume", here.id, "--yes", ...approvers, ...said);
  }
  if (approvers.length > 0 && ran.code === 1) {
    here.bob.sign(here.newest);
    ran = await here.procedure("resume", here.id, "--yes", ...approvers, "--approval", here.newest);
  }
  expect(ran, ran.out + ran.err).toMatchObject({ code: 0 });
}

onVcsim(`an example is killed in a step (${CASES.length} of them)`, () => {
  test.concurrent.each(CASES)(
    "$name: gone on with by a new process, each operation is done once, and none is missing",
    { timeout: 60_000 },
    async ({ example, call, moment }) => {
      await using here = await ProcedureSite.start();
      const { vcsim, proxy } = here.site;
      const said = ["--ticket", TICKET, "--yes", ...example.given.flatMap((each) => ["--param", each])];
      const approving = example.name === "decommission" ? ["--approvers", here.approvers] : [];
      const arrived = Promise.withResolvers<void>();
      const forEver = async () => {
        arrived.resolve();
        await never();
      };
      if (moment === "under way") {
        // The server has taken it on, and works at it when the program is gone.
        here.atCall(call.method, call.nth, {
          kind: "hook",
          beforeForward: () => vcsim.holdTasks(call.method),
          beforeAnswer: () => arrived.resolve(),
        });
      } else {
        const hook = moment === "not sent" ? { beforeForward: forEver } : { beforeAnswer: forEver };
        here.atCall(call.method, call.nth, { kind: "hook", ...hook });
      }
      let running = here.start("run", here.write(example.name), ...said, ...approving);
      if (call.step === "delete") {
        await running.ended;
        const [request = ""] = here.requests;
        here.bob.sign(request);
        running = here.start("resume", here.id, "--yes", ...approving, "--approval", request);
      }
      await meanwhile(running, arrived.promise);
      await kill(running);
      await vcsim.releaseTasks();
      proxy.reset();

      await goOn(here, call, moment !== "not sent", approving);
      expect(here.ends.at(-1)).toBe("complete");
      const done = callsOf(example).map(({ method, target }) => `${method} ${target} success`);
      expect(await here.deeds()).toEqual(done);
      // The server has had every operation once, under the number of its intent; only what never left is announced again.
      const sent = await here.sent();
      const ids = sent.map(({ operationId }) => operationId);
      expect(new Set(ids).size).toBe(done.length);
      const intents = here.home.entries().filter(({ phase, run }) => phase === "intent" && run !== undefined);
      expect(intents.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
      expect(intents).toHaveLength(done.length + (moment === "not sent" ? 1 : 0));
      expect(new Set(intents.map(({ run }) => run?.id))).toEqual(new Set([here.id]));
    },
  );
});
