import { expect, test } from "vitest";
import { isLong } from "../counts.js";
import { onVcsim } from "./on-vcsim.js";
import { SITE_EXAMPLES, type SiteExample } from "./procedure-examples.js";
import { givenWith, ranWithApproval } from "./procedure-failures.js";
import { FALSE_CHECKS, TAKEN_BACK } from "./procedure-false-checks.js";
import { ProcedureSite } from "./procedure-site.js";
import { CAN_HAVE_APPROVERS } from "./second-person.js";

const named = (name: string): SiteExample => SITE_EXAMPLES.find((each) => each.name === name)!;
const canRun = ({ example }: { readonly example: string }) =>
  CAN_HAVE_APPROVERS || example !== "decommission";
const isBefore = (check: string) => check.endsWith(" before");

/** Of a file's checks one before a step, and one other; what a check makes of a run is tried on all of them in `procedures/`. */
const FALSE = FALSE_CHECKS.filter(canRun).filter(
  ({ example, check, meanwhile }, index, all) =>
    isLong() ||
    meanwhile !== undefined ||
    all.findIndex((each) => each.example === example && isBefore(each.check) === isBefore(check)) === index,
);

/** In the short form one of each example. */
const TAKEN = TAKEN_BACK.filter(canRun).filter(
  ({ example }, index, { [index - 1]: last }) => isLong() || last?.example !== example,
);

onVcsim("a check of an example is false", () => {
  test.concurrent.each(FALSE)(
    "$example, $check: nothing of the step is done, and all before it is undone",
    { timeout: 60_000 },
    async ({ example: name, check, given, said = [], meanwhile, stands, calls }) => {
      const example = named(name);
      await using here = await ProcedureSite.start();
      const { vcsim } = here.site;
      const first = await here.state();
      if (meanwhile !== undefined) {
        const [method, ...args] = meanwhile;
        here.atCall(method, 1, { kind: "hook", beforeAnswer: () => vcsim.govc(args) });
      }
      const ran = await ranWithApproval(here, example, givenWith(example, given), ...said);
      const [step, when = "step"] = check.split(" ");
      expect(ran.code, ran.out + ran.err).toBe(1);
      expect(ran.out).toMatch(/^ {2}FAILED: .*check is not true/mu);
      expect(here.failed).toMatchObject({ run: { step }, RST: { status: "NG", code: "CHECK_FAILED" } });
      const bad = here.home.entries().filter(({ OPR, RST }) => OPR === "Check" && RST?.status !== "OK");
      expect(bad.map(({ run, AFT }) => [run?.step, AFT?.when, AFT?.value])).toEqual([[step, when, false]]);
      expect(here.operations.filter((each) => each.endsWith(" OK"))).toHaveLength(calls);
      expect(here.operations).toHaveLength(calls);
      expect(here.ends).toEqual([example.left]);
      await here.backOut();
      expect(here.ends.at(-1)).toBe("rolled-back");
      const machine = stands?.split(" ")[0];
      expect(await here.state()).toEqual(
        first.map((row) => (stands !== undefined && row.startsWith(`${machine} `) ? stands : row)),
      );
    },
  );

  test.concurrent.each(TAKEN)(
    "$example, $step: what it has done is taken back by another client, and its check says so",
    { timeout: 60_000 },
    async ({ example, step, method, govc, stuck }) => {
      await using here = await ProcedureSite.start();
      const first = await here.state();
      here.atCall(method, 1, { kind: "hook", beforeAnswer: () => here.site.vcsim.govc(govc) });
      const ran = await ranWithApproval(here, named(example));
      expect(ran.code, ran.out + ran.err).toBe(1);
      expect(here.failed).toMatchObject({ run: { step }, RST: { status: "NG", code: "CHECK_FAILED" } });
      expect(here.operations.at(-1)).toBe(`${step} OK`);
      await here.backOut();
      if (stuck === undefined) {
        expect([here.ends.at(-1), await here.state()]).toEqual(["rolled-back", first]);
        return;
      }
      const last = here.home.entries().findLast(({ OPR }) => OPR === "EndStep");
      expect(last).toMatchObject({
        run: { undo: true },
        AFT: { state: "undo-failed" },
        RST: { code: stuck },
      });
      expect(here.ends.at(-1)).toBe("stopped");
    },
  );
});
