import { expect, test } from "vitest";
import { shoseki } from "#cli/shoseki.js";
import { operate, Recording } from "../handover/capsule/a-shift.js";
import { Desk } from "../session/desk.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

/** What `shoseki replay` lists, in lines. */
async function listed(desk: Desk, columns?: number): Promise<readonly string[]> {
  using home = new OperatorHome();
  const { io, out } = fakeIo(home, async function* () {});
  await shoseki(["replay", "--journal", desk.directory, "--lang", "en"], { ...io, columns });
  return out.join("\n").split("\n");
}

function recorded(desk: Desk): void {
  const target = { kind: "Endpoint", id: null, uuid: null, name: "vsphere://vc1.example" } as const;
  const login = desk.trail.intent({ OPR: "Login", target, host: null });
  desk.trail.outcome(login, { before: {}, after: {}, result: { status: "OK" } });
  const recording = new Recording(desk);
  operate(desk);
  recording.stop("leave");
}

test("in a terminal each session is in one of its lines, and what is cut is the least of it", async () => {
  using desk = new Desk();
  recorded(desk);
  const [head = "", row = "", ...others] = await listed(desk, 80);
  expect(others).toEqual([]);
  expect(head).toMatch(/^SESSION +BEGAN +LENGTH +OPERATIONS +FAILURES +WHO/);
  expect(row).toMatch(/^[0-9a-f]{8} {2}\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}\S+ +1 +0 +tester1@ops-1, .*…$/);
  expect([row.length <= 80, desk.session.startsWith(row.slice(0, 8))]).toEqual([true, true]);
  const [, whole = ""] = await listed(desk);
  expect(whole).toMatch(/^[0-9a-f-]{36} .*Z .* vsphere:\/\/vc1.example +1 +-$/);
  expect(whole).toContain(desk.session);
});

test("sessions that begin alike are told apart by more letters", async () => {
  using desk = new Desk();
  using other = new Desk({ beside: desk });
  recorded(desk);
  recorded(other);
  const [, ...rows] = await listed(desk, 80);
  const words = rows.map((row) => row.split(" ")[0] ?? "");
  expect(new Set(words).size).toBe(2);
  for (const { session } of [desk, other])
    expect(words.filter((word) => session.startsWith(word))).toHaveLength(1);
});
