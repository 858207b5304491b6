import { expect, test } from "vitest";
import { requestName } from "#procedures/approval/request-name.js";
import { plan } from "./scene.js";

const RUN = "0197a000-0000-7000-8000-000000000001";

/** The name of a request of a step for an item; null for one that is in no loop. */
function named(step: string | null, ...items: readonly (string | null)[]): string {
  const frozen = plan();
  const operations = items.map((item) => ({ ...frozen.operations[0]!, item }));
  return requestName({ run: RUN, step, frozen: { ...frozen, step, operations } }, "ab".repeat(32));
}

test("a request is called by its run and step, in a loop by its item, and by its hash", () => {
  expect(named("grow", null)).toBe(`${RUN}-grow-abababababab.request.json`);
  expect(named(null)).toBe(`${RUN}-whole-abababababab.request.json`);
  expect(named("grow", "vm-42", "vm-42")).toBe(`${RUN}-grow-vm-42-abababababab.request.json`);
});

test("a whole loop has one request, whatever it is over", () => {
  expect(named("each", "vm-1", "vm-2")).toBe(`${RUN}-each-abababababab.request.json`);
});

test("whatever a text holds it is a part of a name, and no two texts are the same one", () => {
  const texts = [
    "../../etc/passwd",
    "..-..-etc-passwd",
    "会計",
    "経理",
    "A",
    "a",
    "a b",
    "a_b",
    "",
    "x".repeat(1000),
    "a\n",
  ];
  const names = texts.map((text) => named("grow", text));
  for (const name of names) expect(name).toMatch(/^[\w-]{1,180}\.request\.json$/);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(texts.length);
});
