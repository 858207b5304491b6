import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { results, Several } from "./several.js";

test("what was agreed to before another Login is not carried out by the session after it", async () => {
  using several = await Several.of({ vc1: "web-01" });
  const { fleet } = several;
  const [link] = fleet.links;
  const proposal = await fleet.propose([several.asked("start web-01")]);
  several.providers.vc1!.listeners!.onLost(failure("SESSION_ENDED", {}));
  await link!.retry();
  expect(link!.state).toBe("open");

  const outcomes = await fleet.carryOut(proposal, {}, { report: () => undefined });
  expect(outcomes).toMatchObject([{ RST: { status: "REFUSED", code: "TARGET_CHANGED" } }]);
  expect(several.changed).toEqual([]);
  expect(results(await several.does("start web-01"))).toEqual(["vc1 web-01 OK"]);
  await several.close();
});
