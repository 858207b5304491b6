import { expect, test } from "vitest";
import { OperatorHome } from "../stories/shoseki.js";

test.each(["events", "info"])("%s of several machines is refused in its own name", async (verb) => {
  using home = new OperatorHome();
  const ran = await home.run(["exec", "sim:", `${verb} web-*`]);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain(`${verb} takes one target`);
  expect(ran.out).not.toContain("info");
});
