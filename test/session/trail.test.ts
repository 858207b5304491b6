import { expect, test } from "vitest";
import type { Entry, Target } from "#domain/entry.js";
import { verifyJournal } from "#journal/verify.js";
import type { Trail } from "#session/trail.js";
import { Desk } from "./desk.js";

const WEB: Target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" };

function begin(trail: Trail, target: Target = WEB, ask = "start web-01") {
  return trail.intent({ OPR: "StartVM", target, host: "esx-01.example", before: { power: "off" }, ask });
}

function end(trail: Trail, begun: ReturnType<typeof begin>, message: string): Entry {
  return trail.outcome(begun, {
    before: {},
    after: {},
    result: { status: "NG", code: "SERVER_FAULT", message },
  });
}

const TARGET = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" } as const;

test("a name of a server's is cut after 1024 units, and says by how much", () => {
  using desk = new Desk();
  const { entry } = begin(desk.trail, { ...WEB, name: "x".repeat(1_030) });
  expect(entry.TGT.name).toBe(`${"x".repeat(1_024)}... (6 more characters)`);
  const whole = begin(desk.trail, { ...WEB, name: "x".repeat(1_024) });
  expect(whole.entry.TGT.name).toBe("x".repeat(1_024));
});

test("a server's message is cut after 4096 units, and never inside a character", () => {
  using desk = new Desk();
  const begun = begin(desk.trail);
  expect(end(desk.trail, begun, "m".repeat(5_000)).RST?.message).toBe(
    `${"m".repeat(4_096)}... (904 more characters)`,
  );
  const astral = end(desk.trail, begun, `${"m".repeat(4_095)}😀!`).RST?.message;
  expect(astral).toBe(`${"m".repeat(4_095)}... (3 more characters)`);
});

test("what a person says is never cut", () => {
  const long = "because ".repeat(2_000);
  using desk = new Desk({ why: long, ticket: long.slice(0, 8_000) });
  const { entry } = begin(desk.trail, WEB, long);
  expect(entry).toMatchObject({ why: long, ticket: long.slice(0, 8_000), ask: long });
  expect(desk.trail.note(long).why).toBe(long);
});

test("a note that no line can hold is kept beside it, and the journal goes on", () => {
  using desk = new Desk();
  const long = "x".repeat(70_000);
  const entry = desk.trail.note(long);
  expect(entry.why).toBe(long.slice(0, 4_096));
  expect(Object.keys(entry.blobs ?? {})).toEqual(["why"]);
  expect(desk.trail.note("short")).toMatchObject({ seq: 2, why: "short" });
});

test("what cannot stand in an entry is replaced", () => {
  using desk = new Desk();
  const { entry } = begin(desk.trail, { ...WEB, name: "a\ud800b\u007fc\u0000d" });
  expect(entry.TGT.name).toBe("a\ufffdb%7fc\u0000d");
  expect(desk.entries()).toEqual([entry]);
});

test("an outcome has the start of its intent, and all seven of 4W1H1R", () => {
  using desk = new Desk({ why: "a reason", ticket: "CHG-1" });
  const begun = begin(desk.trail);
  desk.trail.user = "DOMAIN\\operator";
  const outcome = end(desk.trail, begun, "no");
  const { STR, ask } = begun.entry;
  expect(outcome).toMatchObject({ ref: begun.entry.id, STR, ask, why: "a reason", ticket: "CHG-1" });
  expect(outcome.USR).toMatchObject({ name: "DOMAIN\\operator", os: "tester1", session: desk.session });
  for (const key of ["OPR", "STR", "END", "USR", "HST", "TGT", "BEF", "AFT", "RST"])
    expect(outcome).toHaveProperty(key);
  expect(outcome.ms).toBeGreaterThanOrEqual(0);
});

test("two sessions write one chain, each under its own name", async () => {
  using one = new Desk();
  using other = new Desk({ beside: one });
  const begun = begin(one.trail);
  other.trail.note("from beside");
  end(one.trail, begun, "no");
  begin(other.trail);
  expect(one.entries().map(({ seq, phase }) => `${seq} ${phase}`)).toEqual([
    "1 intent",
    "2 note",
    "3 outcome",
    "4 intent",
  ]);
  expect(one.entries().map(({ USR }) => USR.session)).toEqual([
    one.session,
    other.session,
    one.session,
    other.session,
  ]);
  expect(await verifyJournal(one.directory)).toMatchObject({ fault: null, entries: 5 });
});

test("what became of an intent is said once, by whoever is first", () => {
  using one = new Desk();
  using other = new Desk({ beside: one });
  const { entry } = begin(one.trail);
  const ending = { before: {}, after: {}, result: { status: "OK" } } as const;
  expect(other.trail.recovery(entry, ending)).toMatchObject({
    phase: "recovery",
    ref: entry.id,
    STR: entry.STR,
  });
  expect(one.trail.recovery(entry, ending)).toBeNull();
});

test("an outcome that says what became of it leaves nothing to recover; one that does not, does", () => {
  using one = new Desk();
  using other = new Desk({ beside: one });
  const ending = (status: "OK" | "UNKNOWN") => ({ before: {}, after: {}, result: { status } });
  const known = begin(one.trail);
  one.trail.outcome(known, ending("OK"));
  expect(other.trail.recovery(known.entry, ending("UNKNOWN"))).toBeNull();
  const unknown = begin(one.trail);
  one.trail.outcome(unknown, ending("UNKNOWN"));
  expect(other.trail.recovery(unknown.entry, ending("OK"))).not.toBeNull();
});

test("a recovery has the change number of the intent it is about, not that of the session which looked", () => {
  using one = new Desk({ ticket: "CHG-A", why: "because of A" });
  const { entry } = one.trail.intent({ OPR: "StopVM", target: TARGET, host: null });
  using other = new Desk({ beside: one, ticket: "CHG-B" });
  const after = { before: {}, after: {}, result: { status: "OK" } } as const;
  expect(other.trail.recovery(entry, after)).toMatchObject({ ticket: "CHG-A", why: "because of A" });
  const { entry: bare } = new Desk({ beside: one }).trail.intent({
    OPR: "StopVM",
    target: TARGET,
    host: null,
  });
  expect(other.trail.recovery(bare, after)).not.toHaveProperty("ticket");
});

/** The endpoint's event log, or a command, has the newest checkpoint. */
function anchored({ trail }: Desk, command?: string): number {
  const target: Target =
    command === undefined
      ? { kind: "Endpoint", id: null, uuid: null, name: trail.endpoint }
      : { kind: "Command", id: null, uuid: null, name: command };
  return trail.anchor(trail.attempt(), { target, after: {}, result: { status: "OK" } }).seq;
}

test("an anchor in a simulator, whose event log anybody has, is said to be one, and is none once there is a server", async () => {
  using simulated = new Desk({ endpoint: "sim:", platform: "simulator" });
  const newest = async () => (await verifyJournal(simulated.directory)).newestAnchor;
  const only = anchored(simulated);
  expect(await newest()).toMatchObject({ seq: only, simulated: true });
  // Where there is no event log, either.
  using kvm = new Desk({ beside: simulated, endpoint: "qemu:///system", platform: "libvirt" });
  const begun = begin(kvm.trail);
  expect(await newest()).toBeNull();
  kvm.trail.outcome(begun, { before: {}, after: {}, result: { status: "OK" } });
  anchored(simulated);
  expect(await newest()).toBeNull();
  using real = new Desk({ beside: simulated });
  const seq = anchored(real);
  anchored(simulated);
  expect(await newest()).toMatchObject({ seq, simulated: false });
});

test("what a command has put away from a session in a simulator is an anchor as any", async () => {
  using simulated = new Desk({ endpoint: "sim:", platform: "simulator" });
  const seq = anchored(simulated, "put-away");
  anchored(simulated);
  using real = new Desk({ beside: simulated });
  begin(real.trail);
  expect((await verifyJournal(simulated.directory)).newestAnchor).toMatchObject({ seq, simulated: false });
});
