import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { PROFILE_KEYS, PROFILE_SCHEMA } from "#config/profile-schema.js";

test("the schema that is published is the one that profiles are held against", () => {
  const published = readFileSync(new URL("../../docs/profile.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(published)).toEqual(PROFILE_SCHEMA);
});

test("it is a schema of its draft, and strict, and says what each key is for", () => {
  const ajv = new Ajv({ allowUnionTypes: true, strict: true });
  expect(ajv.validateSchema(PROFILE_SCHEMA), ajv.errorsText()).toBe(true);
  expect(() => ajv.compile(PROFILE_SCHEMA)).not.toThrow();
  for (const key of PROFILE_KEYS) expect(PROFILE_SCHEMA.properties[key].description, key).toMatch(/\.$/u);
});
