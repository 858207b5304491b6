import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import { killedAt } from "./shift-operators.js";
import { jsonLines, OperatorHome } from "./shoseki.js";

/** Two operators on a simulator, the incoming one of whom waits for the handover; one has handed over at a terminal. */
let outgoing: OperatorHome;
let incoming: OperatorHome;
let tar: string;
let answer: string;
let headless: readonly string[];
/** Both operators are one user on one machine. */
const SHARED = ["--reason", "a colleague of the same account"];
beforeEach(async () => {
  [outgoing, incoming] = [new OperatorHome(), new OperatorHome()];
  [tar, answer] = [join(outgoing.directory, "shift.tar"), join(outgoing.directory, "shift.tar.answer")];
  headless = ["--signers", join(outgoing.journal, "allowed_signers")];
  const profiles = join(incoming.directory, ".config/shoseki/profiles");
  mkdirSync(profiles, { recursive: true, mode: 0o700 });
  const profile = "endpoint: sim:?vms=12\nhold-until-handover: true\n";
  writeFileSync(join(profiles, "shift.yaml"), profile, { mode: 0o600 });
  expect((await outgoing.run(["exec", "sim:?vms=12", "stop web-01", "note 'backup at ten'"])).code).toBe(0);
});
afterEach(() => {
  outgoing[Symbol.dispose]();
  incoming[Symbol.dispose]();
});

/** The outgoing operator signs, at a terminal. */
async function handOver(...more: readonly string[]): Promise<void> {
  const remarks = join(outgoing.directory, "remarks.md");
  writeFileSync(remarks, "## Notes\n- all is well\n");
  await using terminal = openConsole(outgoing, ["handover", "-o", tar, "--remarks", remarks, ...more]);
  await terminal.see("hand the shift over? (yes)");
  terminal.type("yes");
  terminal.press("enter");
  await terminal.see("Their answer comes as a file");
}

const said = (home: OperatorHome) =>
  home
    .entries()
    .filter(({ phase }) => phase === "handover")
    .map(({ OPR }) => OPR);

test("an endpoint that waits for the handover changes nothing until it is accepted, from a script", async () => {
  await handOver();
  const held = await incoming.run(["exec", "shift", "start web-01"]);
  expect([held.code, held.out]).toEqual([1, expect.stringContaining("waits for a handover")]);
  expect((await incoming.run(["exec", "shift", "vms web-*"])).code).toBe(0);

  const accepted = await incoming.run(["handover", "accept", tar, ...SHARED, ...headless, "--json"]);
  expect(accepted.code, accepted.err).toBe(0);
  expect(jsonLines(accepted.out)).toMatchObject([{ answer: { decision: "accepted", path: answer } }]);
  expect((await incoming.run(["exec", "shift", "stop web-03"])).code).toBe(0);

  const signers = ["--signers", join(incoming.journal, "allowed_signers")];
  const taken = await outgoing.run(["handover", "answer", answer, ...signers]);
  expect([taken.code, taken.out]).toEqual([0, expect.stringContaining("The shift is over")]);
  for (const home of [outgoing, incoming]) {
    const verified = await home.run(["verify", "--deep"]);
    expect(verified.code, verified.out + verified.err).toBe(0);
  }
  const capsule = await incoming.run(["verify", tar, ...headless]);
  expect(capsule.code, capsule.out + capsule.err).toBe(0);
});

test("who waives the handover says why, and changes what there is to be changed", async () => {
  expect((await incoming.run(["handover", "waive", "--reason", "first shift of the year"])).code).toBe(0);
  expect((await incoming.run(["exec", "shift", "stop web-03"])).code).toBe(0);
});

test("killed before the answer's file is there, the same command writes it, and nothing twice", async () => {
  await handOver();
  const killed = await incoming.run(["handover", "accept", tar, ...SHARED, ...headless], {
    env: killedAt(".answer"),
  });
  expect(killed.signal).toBe("SIGKILL");
  expect(said(incoming)).toEqual(["AcceptHandover"]);
  expect(existsSync(answer)).toBe(false);
  const again = await incoming.run(["handover", "accept", tar, ...SHARED, ...headless]);
  expect([again.code, again.out]).toEqual([0, expect.stringContaining("Before, you have")]);
  expect(said(incoming)).toEqual(["AcceptHandover"]);
  const elsewhere = join(incoming.directory, "elsewhere.answer");
  expect((await incoming.run(["handover", "again", "-o", elsewhere])).code).toBe(0);
  expect(readFileSync(elsewhere, "utf8")).toBe(readFileSync(answer, "utf8"));
});

test("what is refused says so by its exit code, in Japanese too", async () => {
  await handOver();
  const env = { LANG: "ja_JP.UTF-8" };
  const unknown = await incoming.run(["handover", "accept", tar, ...SHARED], { env });
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("フィンガープリント")]);
  const own = await outgoing.run(["handover", "accept", tar, ...SHARED, ...headless]);
  expect([own.code, own.err]).toEqual([1, expect.stringContaining("from themselves")]);
  const taken = join(incoming.directory, "taken");
  writeFileSync(taken, "");
  const written = await incoming.run(["handover", "accept", tar, ...SHARED, ...headless, "-o", taken]);
  expect(written.code).toBe(4);
  const nothing = await outgoing.run(["handover"], { env });
  expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining("端末")]);
  expect(said(incoming)).toEqual([]);
});
