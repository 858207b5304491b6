import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { PROCEDURE_SCHEMA } from "#procedures/procedure-schema.js";

test("the schema that is published is the one that procedures are held against", () => {
  const published = readFileSync(new URL("../../docs/procedure.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(PROCEDURE_SCHEMA)));
});

test("it is a schema of its draft, and says what each key of a step is for", () => {
  const ajv = new Ajv({ allowUnionTypes: true, strict: true, strictRequired: false });
  expect(ajv.validateSchema(PROCEDURE_SCHEMA), ajv.errorsText()).toBe(true);
  expect(() => ajv.compile(PROCEDURE_SCHEMA)).not.toThrow();
  const { properties } = PROCEDURE_SCHEMA.definitions.step;
  for (const [key, value] of Object.entries(properties)) {
    if (key === "for-each" || key === "undo") continue;
    expect(value, key).toHaveProperty("description", expect.stringMatching(/\.$/u));
  }
});
