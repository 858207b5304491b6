import { expect, test } from "vitest";
import { timelineOf } from "#handover/timeline.js";
import { Desk } from "../session/desk.js";
import { Recording } from "./capsule/a-shift.js";

test("the timeline has what was done, said and refused in the shift, each at its moment of the recording", () => {
  using desk = new Desk({ why: "patch" });
  const recording = new Recording(desk);
  const target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" } as const;
  const begun = desk.trail.intent({ OPR: "StopVM", target, host: null, before: { power: "on" } });
  desk.trail.outcome(begun, { before: { power: "on" }, after: { power: "off" }, result: { status: "OK" } });
  const refused = desk.trail.intent({ OPR: "StopVM", target, host: null });
  const result = { status: "REFUSED", code: "POWER_STATE", message: "it is off" } as const;
  desk.trail.outcome(refused, { before: {}, after: {}, result });
  desk.trail.note("look at it");
  recording.chunk();
  recording.stop();
  const rows = timelineOf(desk.entries()).map(({ OPR, target: of, change, status, said, cast }) => [
    ...[OPR, of, change, status, said, cast?.at ?? null],
  ]);
  const { file } = recording;
  expect(rows).toEqual([
    ["StartRecording", file, "", "OK", "", null],
    ["StopVM", "web-01", "", null, "patch", 250],
    ["StopVM", "web-01", "power on -> off", "OK", "patch", 500],
    ["StopVM", "web-01", "", null, "patch", 750],
    ["StopVM", "web-01", "", "REFUSED", "POWER_STATE it is off patch", 1_000],
    ["Note", desk.trail.endpoint, "", "OK", "look at it", 1_250],
    ["StopRecording", file, "", "OK", "", null],
  ]);
});

test("where several persons share a login, each row says which of them it was", () => {
  using desk = new Desk();
  using other = new Desk({ beside: desk, os: "tester2", console: "ops-2" });
  desk.trail.note("alone");
  expect(timelineOf(desk.entries()).map(({ who }) => who)).toEqual(["operator"]);
  other.trail.note("together");
  const together = ["tester1@ops-1, operator", "tester2@ops-2, operator"];
  expect(timelineOf(desk.entries()).map(({ who }) => who)).toEqual(together);
});
