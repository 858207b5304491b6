import { expect, test } from "vitest";
import { press } from "#console/actions/press.js";
import { runProcedure } from "#console/actions/run-procedure.js";
import { FakeConsole } from "../fake-console.js";

test("a file that is no run of anybody is refused before anything is asked", () => {
  const console = new FakeConsole();
  expect(() => runProcedure(console, "take-over package.json")).toThrow(
    expect.objectContaining({ code: "CAPSULE_INVALID" }),
  );
  expect(() => runProcedure(console, "take-over no-such-file")).toThrow(
    expect.objectContaining({ code: "FILE_UNREADABLE" }),
  );
  expect(() => runProcedure(console, "take-over")).toThrow(expect.objectContaining({ code: "SYNTAX" }));
  press(console, "y", "y");
  expect(console.told).toEqual([]);
});
