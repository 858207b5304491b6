import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { OperatorHome } from "./shoseki.js";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

const SCRIPTS = readdirSync(EXAMPLES).filter((name) => name.endsWith(".shoseki"));

test.each(SCRIPTS)("the example %s runs on the embedded simulator as it says", async (file) => {
  using home = new OperatorHome();
  const { code, out, err } = await home.run(["run", "sim:", `${EXAMPLES}${file}`]);
  expect(code, out + err).toBe(0);
  const outcomes = home.entries().filter(({ phase }) => phase === "outcome");
  expect(outcomes.length).toBeGreaterThan(3);
  expect(outcomes.map(({ RST }) => RST)).toEqual(outcomes.map(() => ({ status: "OK" })));
});
