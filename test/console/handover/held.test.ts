import { expect, test } from "vitest";
import { whyNot } from "#console/commands/why-not.js";
import { bottomLines, noticeLines } from "#console/panes/bottom.js";
import { headerLines } from "#console/panes/header.js";
import type { ReadOnlyBy } from "#domain/read-only.js";
import { Inventory } from "#inventory/inventory.js";
import { verbs } from "#language/verbs.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";
import { UNRESTRAINED } from "../../session/unrestrained.js";
import { FakeConsole, PLAIN } from "../fake-console.js";

/** A console whose session is read-only by somebody, or not at all. */
function heldBy(readOnly: ReadOnlyBy | null): { said: string; why: string | null } {
  const console = new FakeConsole(new Inventory());
  Object.assign(console.link.session!, { restraints: { ...UNRESTRAINED, readOnly } });
  const start = verbs.find(({ verb }) => verb === "start")!;
  return {
    said: [...headerLines(PLAIN, console.store, 80, 2), ...bottomLines(PLAIN, console, 80).lines].join("\n"),
    why: whyNot(console, start, "StartVM"),
  };
}

test("what waits for a handover says so, and what there is to do about it; other reasons are called what they are", () => {
  const held = heldBy("handover");
  expect(held.said).toContain("HELD until handover");
  expect(held.said).toContain("handover take FILE, or waive");
  expect(held.why).toContain("held until the shift is taken over");
  const profile = heldBy("profile");
  expect(profile.said).toContain("READ-ONLY");
  expect(profile.said).not.toContain("handover");
  expect(profile.why).toBe("the session is read-only");
  expect(heldBy(null)).toMatchObject({ said: expect.stringContaining("read-write"), why: null });
});

test.each([en, ja])("why nothing was sent is said on the smallest screen with both ways out", (catalogue) => {
  const console = new FakeConsole(new Inventory());
  const { what, next } = explain({ code: "READ_ONLY", facts: { by: "handover" } }, catalogue);
  console.store.say("danger", `${what} ${next}`);
  const said = noticeLines(PLAIN, console, 80).join(" ").replace(/\s+/gu, " ");
  expect(said).not.toContain("…");
  for (const way of ["handover take FILE.tar", "handover waive REASON", "handover waive --reason TEXT"])
    expect(said).toContain(way);
});
