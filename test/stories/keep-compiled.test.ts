import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OperatorHome } from "./shoseki.js";

/** As on an operator's machine, where nobody has said where Node keeps what it has compiled. */
const OWN = { env: { NODE_COMPILE_CACHE: "" } };

test("what Node has compiled of the program is kept in the operator's own cache, for the next start", async () => {
  using home = new OperatorHome();
  expect(await home.run(["--version"], OWN)).toMatchObject({ code: 0 });
  const kept = join(home.directory, ".cache", "shoseki");
  expect(readdirSync(kept)).not.toEqual([]);
  expect((statSync(kept).mode & 0o777).toString(8)).toBe("700");
});

test("not in a cache that others can write to: it is run as it is found", async () => {
  using home = new OperatorHome();
  const kept = join(home.directory, ".cache", "shoseki");
  mkdirSync(kept, { recursive: true });
  chmodSync(kept, 0o777);
  expect(await home.run(["--version"], OWN)).toMatchObject({ code: 0 });
  expect(readdirSync(kept)).toEqual([]);
});

test("where there can be no cache the program starts all the same", async () => {
  using home = new OperatorHome();
  const nowhere = { env: { ...OWN.env, XDG_CACHE_HOME: "/dev/null/cache" } };
  expect(await home.run(["--version"], nowhere)).toMatchObject({ code: 0, err: "" });
  expect(existsSync(join(home.directory, ".cache"))).toBe(false);
});
