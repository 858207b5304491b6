import { expect, test } from "vitest";
import { shoseki } from "#cli/shoseki.js";
import { keepCapsule } from "#handover/capsule/kept-capsules.js";
import { shiftAt } from "../handover/capsule/a-shift.js";
import { Desk } from "../session/desk.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

async function said(desk: Desk, ...args: readonly string[]) {
  using home = new OperatorHome();
  const { io, out, err } = fakeIo(home, () => [][Symbol.iterator]() as never);
  const code = await shoseki([...args, "--journal", desk.directory, "--lang", "en"], io);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** The desk of whoever has taken a shift over, and stopped the machine that was started in it. */
async function takenOver(alice: Desk, bob: Desk) {
  const shift = await shiftAt(alice);
  const capsule = keepCapsule(bob.journal.layout, shift.bytes);
  const { id } = shift.packed.handover;
  bob.trail.handover({ OPR: "AcceptHandover", target: { id, name: "" }, after: { capsule } });
  const target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" } as const;
  const begun = bob.trail.intent({ OPR: "StopVM", target, host: null, before: { power: "on" } });
  const result = { status: "NG", code: "SERVER_FAULT", message: "it is busy" } as const;
  bob.trail.outcome(begun, { before: { power: "on" }, after: { power: "on" }, result });
  return shift;
}

test("who touched a machine is told by session, of one's own journal and of the shifts that were taken over", async () => {
  using alice = new Desk();
  using bob = new Desk({ os: "tester2", why: "patching", ticket: "CHG-7" });
  const { recording, packed } = await takenOver(alice, bob);
  const { code, out, err } = await said(bob, "touched", "web-01");
  expect([code, err]).toEqual([0, ""]);
  const lines = out.split("\n");
  expect(lines[0]).toMatch(/^ {2}ENTRY +TIME +OPERATION +TARGET +CHANGE +RESULT +WHY +WATCH$/);
  expect(lines[1]).toBe(
    `tester1@ops-1, operator at vsphere://vc1.example, session ${alice.session}, journal ${packed.handover.journal.origin}`,
  );
  expect(lines[2]).toMatch(
    /^ {2}\d+ +\S+Z +StartVM +web-01 \(vm-42\) +power off -> on +OK +replay \S+ --at=#\d+$/,
  );
  expect(lines[2]).toContain(recording.file);
  expect(lines[3]).toBe(`tester2@ops-1, operator at vsphere://vc1.example, session ${bob.session}`);
  expect(lines[4]).toMatch(/StopVM +web-01 \(vm-42\) +NG SERVER_FAULT it is busy +patching/);
  expect(lines).toHaveLength(5);
});

test("for programs it is an object a touch", async () => {
  using alice = new Desk();
  using bob = new Desk({ os: "tester2" });
  const { recording } = await takenOver(alice, bob);
  const { out } = await said(bob, "touched", "@vm-42", "--json", "--since", "1d");
  const touches = out.split("\n").map((line) => (JSON.parse(line) as { touch: object }).touch);
  expect(touches).toMatchObject([
    { own: false, session: alice.session, OPR: "StartVM", recorded: { file: recording.file } },
    { own: true, session: bob.session, OPR: "StopVM", result: { code: "SERVER_FAULT" }, recorded: null },
  ]);
});

test("what nobody touched, at all or since then, is said; and what cannot be asked for", async () => {
  using desk = new Desk();
  expect(await said(desk, "touched", "web-01")).toMatchObject({ code: 0, out: "" });
  expect((await said(desk, "touched", "web-01", "--since", "30d")).err).toMatch(
    /^Nothing that was done to web-01/,
  );
  expect((await said(desk, "touched", "web-01", "--since", "a month")).err).toContain(
    "how long ago that is (30d",
  );
  for (const args of [
    ["touched"],
    ["touched", "a", "b"],
    ["touched", ""],
    ["touched", "a", "--show", "--json"],
  ])
    expect((await said(desk, ...args)).code).toBe(2);
});

test("--show goes on to the newest recording, which needs a terminal; and says where there is none", async () => {
  using alice = new Desk();
  await shiftAt(alice);
  const shown = await said(alice, "touched", "web-01", "--show");
  expect(shown.out).toContain("StartVM");
  expect(shown.err).toContain("A recording is played in a terminal");
  using bob = new Desk();
  expect((await said(bob, "touched", "web-01", "--show")).err).toContain("there is nothing to show");
});

test("what is so long ago is taken by log, too", async () => {
  using desk = new Desk();
  desk.trail.note("just now");
  expect((await said(desk, "log", "--since", "5m")).out).toContain("just now");
  expect((await said(desk, "log", "--until", "12h")).out).toBe("");
});
