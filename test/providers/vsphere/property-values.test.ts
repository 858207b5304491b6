import { describe, expect, test } from "vitest";
import {
  entityName,
  escapeEntityName,
  flag,
  integer,
  reference,
  text,
} from "#providers/vsphere/property-values.js";
import { propertiesOf } from "./values.js";

const of = (value: string) => propertiesOf({ it: value });
const nothing = propertiesOf({});

describe("a property's value", () => {
  test("is null where the server has not said", () => {
    for (const read of [text, flag, integer, reference]) expect(read(nothing, "it")).toBeNull();
    expect(entityName(nothing)).toBeNull();
  });

  test.each([
    ["true", true],
    ["1", true],
    ["false", false],
    ["0", false],
    ["", false],
  ])("a flag %j", (written, value) => {
    expect(flag(of(written), "it")).toBe(value);
  });

  test.each([
    ["0", 0],
    ["-1", -1],
    ["137438953472", 137_438_953_472],
    ["", null],
  ])("a number %j", (written, value) => {
    expect(integer(of(written), "it")).toBe(value);
  });

  test.each(["1.5", "many", "1e400", "9007199254740993", "NaN"])("%j is no whole number", (written) => {
    expect(() => integer(of(written), "it")).toThrow(/REPLY_INVALID/);
  });

  test("an empty reference is none", () => {
    expect(reference(of(""), "it")).toBeNull();
    expect(reference(of("group-v3"), "it")).toBe("group-v3");
  });
});

describe("a name", () => {
  test.each([
    ["web-01", "web-01"],
    ["a%2fb", "a/b"],
    ["a%2Fb%5cc%5Cd", "a/b\\c\\d"],
    ["100%25", "100%"],
    ["%252f", "%2f"],
    ["%zz 100% %20", "%zz 100% %20"],
    ["改", "改"],
    ["", ""],
  ])("written %j is %j", (written, name) => {
    expect(entityName(propertiesOf({ name: written }))).toBe(name);
  });

  test.each(["a/b", "100%", "%2f", "a\\b", "%25", "plain", "改 %"])(
    "%j comes back as it was given",
    (name) => {
      const written = escapeEntityName(name);
      expect(written).not.toMatch(/[/\\]/);
      expect(entityName(propertiesOf({ name: written }))).toBe(name);
    },
  );
});
