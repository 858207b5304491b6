import { expect, test } from "vitest";
import { agrees, type Confirmation, confirmationOf } from "#console/prompts/confirmation.js";
import type { Risk } from "#domain/operation-name.js";
import type { Plan } from "#session/plan.js";
import type { Proposal } from "#session/proposal.js";
import type { ConfirmLevel } from "#session/restraints.js";

function proposal(risk: Risk, able: number, refused: number): Proposal {
  const plan = (name: string, isRefused: boolean) =>
    ({ target: { name }, refusal: isRefused ? { code: "TARGET_UNKNOWN" } : null }) as unknown as Plan;
  const names = Array.from({ length: able + refused }, (_, index) => `web-0${index + 1}`);
  // Those that are refused come first: what is asked for is not the first target's name.
  return { name: "StartVM", risk, ask: "", plans: names.map((name, index) => plan(name, index < refused)) };
}

test.each<[Risk, number, number, Confirmation]>([
  ["harmless", 1, 0, { by: "nothing" }],
  ["disturbs", 1, 0, { by: "enter" }],
  ["destroys", 1, 0, { by: "name", expected: "web-01" }],
  ["harmless", 3, 0, { by: "count", expected: "3" }],
  ["disturbs", 3, 0, { by: "count", expected: "3" }],
  ["destroys", 3, 0, { by: "count", expected: "3" }],
  ["disturbs", 2, 3, { by: "count", expected: "2" }],
  ["destroys", 1, 2, { by: "count", expected: "1" }],
  ["harmless", 0, 1, { by: "refusal" }],
  ["disturbs", 0, 1, { by: "refusal" }],
  ["destroys", 0, 4, { by: "refusal" }],
])("what %s, of %i targets and %i refused, is agreed to by %o", (risk, able, refused, confirmation) => {
  expect(confirmationOf(proposal(risk, able, refused), "risk")).toEqual(confirmation);
});

test.each<[ConfirmLevel, Risk, Confirmation["by"]]>([
  ["changes", "harmless", "enter"],
  ["changes", "disturbs", "enter"],
  ["changes", "destroys", "name"],
  ["names", "harmless", "enter"],
  ["names", "disturbs", "name"],
  ["names", "destroys", "name"],
])("where a profile wants %s to be agreed to, what %s is agreed to by %s", (level, risk, by) => {
  expect(confirmationOf(proposal(risk, 1, 0), level).by).toBe(by);
});

test.each([
  ["web-01", true],
  ["  web-01 ", true],
  ["Web-01", false],
  ["web-1", false],
  ["", false],
])("typing %j for web-01 agrees: %s", (typed, agreed) => {
  expect(agrees({ by: "name", expected: "web-01" }, typed)).toBe(agreed);
});

test("a number is agreed to by that number, and nothing else", () => {
  expect(
    ["3", " 3 ", "4", "", "33", "yes"].map((typed) => agrees({ by: "count", expected: "3" }, typed)),
  ).toEqual([true, true, false, false, false, false]);
});
