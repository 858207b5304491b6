import { Environment } from "@marcbachmann/cel-js/evaluator";
import { expect, test } from "vitest";
import { newEnvironment } from "#procedures/expression-types.js";
import { RESERVED_NAMES } from "#procedures/reserved-names.js";
import { expressionsIn, procedureWith } from "./here.js";

/** All names that stand for something before a procedure has named anything. */
const { variables } = newEnvironment(new Environment(), []).getDefinitions();
const names = variables.map(({ name }) => name);

test("whatever the library or the guide calls something is no name of a parameter or an item", async () => {
  expect(names).toEqual(expect.arrayContaining(["optional", "google", "vms", "now", "on"]));
  expect(names.filter((name) => !RESERVED_NAMES.has(name))).toEqual([]);
  const steps = (name: string) => `[{ id: a, for-each: ${name}, in: vms, steps: [{ id: b, confirm: c }] }]`;
  for (const name of ["optional", ...names]) {
    const parameter = expressionsIn(procedureWith({ parameters: `{ "${name}": { type: text } }` }));
    await expect(parameter, name).rejects.toMatchObject({ code: "PROCEDURE_INVALID" });
    const item = expressionsIn(procedureWith({ steps: steps(`"${name}"`) }));
    await expect(item, name).rejects.toMatchObject({ code: "PROCEDURE_INVALID" });
  }
});
