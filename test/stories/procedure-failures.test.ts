import { expect, test } from "vitest";
import { isLong } from "../counts.js";
import type { ProxyAction } from "../rigs/proxy-action.js";
import { onVcsim } from "./on-vcsim.js";
import { SITE_EXAMPLES, type SiteExample } from "./procedure-examples.js";
import { BEFORE_THE_CALL, type Call, callsOf, ranWithApproval } from "./procedure-failures.js";
import { ProcedureSite } from "./procedure-site.js";
import { CAN_HAVE_APPROVERS } from "./second-person.js";

/** How a call fails. */
const KINDS = ["refused", "failed", "lost", "another's"] as const;
type Kind = (typeof KINDS)[number];

interface Case {
  readonly name: string;
  readonly example: SiteExample;
  readonly call: Call;
  /** The calls that come before it, and all of them. */
  readonly before: readonly Call[];
  readonly all: readonly Call[];
  readonly kind: Kind;
}

/** The first call of each step fails in one way, and the examples in all of them; all calls in all ways in a long run. */
const ALL: readonly Case[] = SITE_EXAMPLES.filter(
  ({ name }) => CAN_HAVE_APPROVERS || name !== "decommission",
).flatMap((example, of) => {
  const all = callsOf(example);
  return all.flatMap((call, index) => {
    // What has no task cannot be taken on and then fail.
    const kinds = KINDS.filter((kind) => kind !== "failed" || call.method.endsWith("_Task"));
    const isFirst = all.findIndex(({ step }) => step === call.step) === index;
    return kinds
      .filter((_, at) => isLong() || (isFirst && at === (index + of) % kinds.length))
      .map((kind) => {
        const name = `${example.name}, ${call.step} ${call.target}: ${kind}`;
        return { name, example, call, before: all.slice(0, index), all, kind };
      });
  });
});

/** In the short form a method fails in the same way in one of the examples. */
const CASES = ALL.filter(
  ({ call, kind }, index) =>
    isLong() || ALL.findIndex((each) => each.call.method === call.method && each.kind === kind) === index,
);

const done = ({ method, target }: Call) => `${method} ${target} success`;

/** What is done to the call. */
function trouble(here: ProcedureSite, { method, target }: Call, kind: Kind): ProxyAction {
  const { vcsim } = here.site;
  if (kind === "lost") return { kind: "resetAfterForward" };
  const fault = { fault: "SystemError" };
  const doings = {
    refused: () => vcsim.injectFault(method, fault),
    failed: () => vcsim.failTask(method, fault),
    "another's": () => vcsim.govc(BEFORE_THE_CALL[method]!.does(target)),
  };
  return { kind: "hook", beforeForward: doings[kind] };
}

onVcsim("one operation of an example goes wrong", () => {
  test.concurrent.each(CASES.filter(({ kind }) => kind !== "lost"))(
    "$name: the run is left as its file says, and is undone to the first state",
    { timeout: 60_000 },
    async ({ example, call, before, kind }) => {
      await using here = await ProcedureSite.start();
      const first = await here.state();
      here.atCall(call.method, call.nth, trouble(here, call, kind));
      const ran = await ranWithApproval(here, example);

      const meddling = BEFORE_THE_CALL[call.method]!;
      const codes = { refused: "SERVER_FAULT", failed: "TASK_FAILED", "another's": meddling.code };
      const code = codes[kind as keyof typeof codes];
      expect(ran.code, ran.out + ran.err).toBe(1);
      expect(here.failed).toMatchObject({
        run: { step: call.step },
        AFT: { state: "failed" },
        RST: { status: "NG", code },
      });
      expect(here.operations).toEqual([
        ...before.map(({ step }) => `${step} OK`),
        `${call.step} ${code === "CHECK_FAILED" ? "OK" : "NG"}`,
      ]);
      if (example.left === "stopped") {
        // Nothing of what comes after it was begun, and it is said how it is gone on with.
        expect(here.ends).toEqual(["stopped"]);
        expect((await here.deeds()).slice(0, -1)).toEqual(before.map(done));
        expect(ran.err).toContain(`procedure resume ${here.id}`);
      }
      await here.backOut();
      const leaves = kind === "another's" ? meddling.leaves : (row: string) => row;
      if (typeof leaves === "function") {
        // What shows although the server said no is nobody's to take back: it is told as kept.
        expect(here.ends.at(-1)).toBe(code === "FAILED_YET_SHOWN" ? "rolled-back-in-part" : "rolled-back");
        expect(await here.state()).toEqual(first.map((row) => leaves(row, call.target)).sort());
        return;
      }
      expect(here.ends.at(-1)).toBe("stopped");
      const stuck = here.home.entries().findLast(({ OPR }) => OPR === "EndStep");
      expect(stuck).toMatchObject({ run: { undo: true }, AFT: { state: "undo-failed" } });
      expect(leaves).toContain(stuck?.RST?.code);
    },
  );

  test.concurrent.each(CASES.filter(({ kind }) => kind === "lost"))(
    "$name: what became of it is found out, or asked for; each operation is done once",
    { timeout: 60_000 },
    async ({ example, call, before, all, kind }) => {
      await using here = await ProcedureSite.start();
      here.atCall(call.method, call.nth, trouble(here, call, kind));
      const ran = await ranWithApproval(here, example);
      const found = here.home.entries().filter(({ phase, run }) => phase === "recovery" && run !== undefined);
      if (call.method === "ShutdownGuest") {
        // It has no task that would tell. Nothing comes after it, until the operator has had a look, and says.
        expect([ran.code, here.ends], ran.out + ran.err).toEqual([5, ["stopped"]]);
        expect(here.failed).toMatchObject({ run: { step: call.step }, AFT: { state: "uncertain" } });
        expect(await here.deeds()).toEqual([...before, call].map(done));
        const on = await here.procedure("resume", here.id, "--yes", "--skip", `${call.step}=it is off`);
        expect(on, on.out + on.err).toMatchObject({ code: 0 });
      } else {
        expect([ran.code, found.map(({ RST }) => RST?.code)], ran.out + ran.err).toEqual([0, ["TASK_FOUND"]]);
      }
      expect(here.ends.at(-1)).toBe("complete");
      expect(await here.deeds()).toEqual(all.map(done));
    },
  );
});
