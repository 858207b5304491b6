import { expect, test, vi } from "vitest";
import type { Conductor } from "#procedures/run/conductor.js";
import { seededRandom } from "#providers/simulator/random.js";
import { shortOrLong } from "../../counts.js";
import { type Death, type Given, type LeftRun, type Process, Site } from "./mortal.js";
import { IN_PART, LISTS, ROLLED_BACK, STOPPING, WHOLE } from "./procedures.js";

/** An operator who has a look at the server, and tries again what nobody knows of; and leaves what there was no need to undo. */
const TRYING: Partial<Conductor> = {
  atFailure: async (_turn, { RST }, undoing) => {
    if (RST?.status === "UNKNOWN") return { kind: "again" };
    return undoing ? { kind: "skip", why: "it is as it was" } : { kind: "pause", why: null };
  },
};

/** What there is in the end, as the operator and the server see it. */
interface Ended {
  readonly left: LeftRun["left"];
  readonly tasks: readonly string[];
  readonly rows: readonly string[];
  /** How often a second person was asked for something, and how often that was accepted. */
  readonly approvals: readonly [number, number];
}

/** Looks at all there is, and ends the process. */
async function endOf(site: Site, process: Process, left: LeftRun["left"]): Promise<Ended> {
  const { machines } = process.session.inventory;
  const rows = machines.all().map(({ name, power, memoryMiB }) => `${name} ${power} ${memoryMiB}`);
  await process.ends();
  const count = (name: string) => site.entries().filter(({ OPR }) => OPR === name).length;
  return {
    left,
    tasks: [...(await site.tasks())].sort(),
    rows: rows.sort(),
    approvals: [count("RequestApproval"), count("Approve")],
  };
}

/** Runs it without a break; answers how it ended, and what its entries were. */
async function uncut(text: string, given: Given): Promise<Ended & { readonly phases: readonly string[] }> {
  using site = new Site();
  const process = await site.process();
  const begins = site.entries().length;
  const { left } = await process.runs(text, given, TRYING);
  const written = site.entries().slice(begins);
  return { ...(await endOf(site, process, left)), phases: written.map(({ phase }) => phase) };
}

/** Dies, and is gone on with as often as it dies. */
async function cut(text: string, given: Given, deaths: readonly Death[]): Promise<Ended> {
  using site = new Site();
  const [first, ...rest] = deaths;
  let process = await site.process();
  let { left } = await process.runs(text, given, TRYING, first);
  for (const death of [...rest, undefined]) {
    if (left !== "killed") break;
    await process.ends();
    process = await site.process();
    const id = site.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id;
    ({ left } = await process.resumes(id, TRYING, death === undefined ? {} : { death }));
  }
  return await endOf(site, process, left);
}

// Each cut is a journal of its own, every entry of which waits for the disk: others may keep that busy.
vi.setConfig({ testTimeout: 120_000 });

const CASES = [
  { name: "one that comes to its end", left: "complete", text: WHOLE },
  { name: "one that stops", left: "stopped", text: STOPPING },
  { name: "one that is rolled back", left: "rolled-back", text: ROLLED_BACK },
  { name: "one of lists, rolled back", left: "rolled-back", text: LISTS },
  { name: "one that is rolled back in part", left: "rolled-back-in-part", text: IN_PART },
] as const;

const GIVEN: Readonly<Record<string, Given>> = {
  [WHOLE]: { fleet: "web-02 db-01", one: "web-01" },
  [ROLLED_BACK]: { one: "web-01" },
  [LISTS]: { fleet: "web-02 web-03 web-04 web-05" },
};

/** Of the entries after which it is killed: every second, or each in a long run. */
const STRIDE = shortOrLong(2, 1);

for (const { name, text, left } of CASES) {
  const given = GIVEN[text] ?? {};

  test(`killed after any entry of ${name} (each ${STRIDE}.), what was announced done: gone on with, nothing is done twice or lost`, async () => {
    const { phases, ...whole } = await uncut(text, given);
    expect(whole.left).toBe(left);
    for (const [index, phase] of phases.entries()) {
      if (index % STRIDE !== 0) continue;
      const where = `after entry ${index + 1} of ${phases.length}, ${phase}`;
      const ended = await cut(text, given, [{ after: index + 1, sent: true }]);
      expect({ where, ...ended }).toEqual({ where, ...whole });
    }
  });

  test(`killed after any intent of ${name}, before it was sent: what nobody knows of is the operator's to say`, async () => {
    const { phases, ...whole } = await uncut(text, given);
    for (const [index, phase] of phases.entries()) {
      if (phase !== "intent") continue;
      const where = `after entry ${index + 1} of ${phases.length}`;
      const ended = await cut(text, given, [{ after: index + 1, sent: false }]);
      if (left === "complete") {
        expect({ where, ...ended }).toEqual({ where, ...whole });
        continue;
      }
      // The file has its say before the operator: it stops, or rolls back, at what is not known to be done.
      expect({ where, twice: twice(ended.tasks, whole.tasks) }).toEqual({ where, twice: [] });
      expect({ where, left: ended.left.replace("-in-part", "") }).toEqual({
        where,
        left: left.replace("-in-part", ""),
      });
    }
  });
}

const PAIRS = shortOrLong(6, 400);

test(`killed, gone on with, and killed again anywhere (${PAIRS} pairs): nothing is done twice or lost`, async () => {
  const random = seededRandom(7);
  const below = (count: number) => Math.floor(random() * count);
  for (const text of [WHOLE, ROLLED_BACK]) {
    const given = GIVEN[text] ?? {};
    const { phases, ...whole } = await uncut(text, given);
    for (let pair = 0; pair < PAIRS / 2; pair += 1) {
      const deaths = [below(phases.length), below(phases.length)].map((at) => ({
        after: at + 1,
        sent: true,
      }));
      const where = deaths.map(({ after }) => after).join(", then ");
      expect({ where, ...(await cut(text, given, deaths)) }).toEqual({ where, ...whole });
    }
  }
});

/** What was done more often than it is without a break. */
function twice(tasks: readonly string[], whole: readonly string[]): readonly string[] {
  const count = (all: readonly string[], one: string) => all.filter((each) => each === one).length;
  return tasks.filter((task) => count(tasks, task) > count(whole, task));
}
