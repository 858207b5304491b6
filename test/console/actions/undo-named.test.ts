import { afterEach, beforeEach, expect, test } from "vitest";
import { undo } from "#console/actions/undo.js";
import { undoNamed } from "#console/actions/undo-named.js";
import { JournalModel } from "#console/store/journal-model.js";
import type { EntryDraft } from "#domain/entry.js";
import { failure, ShosekiError } from "#domain/errors.js";
import type { Asked } from "#session/proposal.js";
import { estate, machine } from "../../inventory/estate.js";
import { answer, intent } from "../../journal/entries.js";
import { Desk } from "../../session/desk.js";
import { FakeConsole, PLAIN } from "../fake-console.js";

const OK = { status: "OK" } as const;

/** A shift's journal of which this console keeps nothing any more, and what is asked of the session. */
class LongShift {
  readonly desk = new Desk({ endpoint: "sim:" });
  readonly console = new FakeConsole(estate(machine("vm-42", "web-01")));
  readonly asked: string[] = [];

  constructor() {
    Object.assign(this.console.store, { journal: new JournalModel("SHA256:key", this.desk.directory) });
    Object.assign(this.console.link.session!, {
      propose: (all: readonly Asked[]) => {
        this.asked.push(...all.map(({ ask }) => ask));
        return Promise.reject(failure("SESSION_ENDED", {}));
      },
    });
  }

  /** Writes an intent and what became of it; answers both. */
  write(OPR: string, was: EntryDraft["BEF"], after: EntryDraft["BEF"], chosen?: EntryDraft["chosen"]) {
    const { journal, signer } = this.desk;
    const HST = { endpoint: "sim:", platform: "simulator", host: null };
    const draft = {
      ...intent(signer.fingerprint, OPR),
      HST,
      BEF: was,
      ...(chosen && { chosen }),
    } as EntryDraft;
    const asked = journal.append(draft).entry;
    return [asked, journal.append(answer(draft, OK, { after: { name: "web-01", ...after } })).entry] as const;
  }

  /** What is said in a dialog; empty while there is none. */
  get said(): string {
    const { top } = this.console.store.dialogs;
    return top === null ? "" : top.paint(PLAIN, { width: 120, height: 16 }).lines.join("\n");
  }
}

let shift: LongShift;
beforeEach(() => {
  shift = new LongShift();
});
afterEach(() => shift.desk[Symbol.dispose]());

test("an entry that the console does not keep any more is undone from the journal, by its intent or its outcome", async () => {
  const [asked, done] = shift.write("StopVM", { power: "on" }, { power: "off" });
  shift.write("StopVM", { power: "on" }, { power: "off" });
  undoNamed(shift.console, `#${done.seq}`);
  await expect.poll(() => shift.asked).toEqual(["start @vm-42"]);
  undoNamed(shift.console, String(asked.seq));
  await expect.poll(() => shift.asked).toEqual(["start @vm-42", "start @vm-42"]);
});

test("a snapshot that was made long ago is removed by the name that its intent has", async () => {
  const [, done] = shift.write(
    "CreateSnapshot",
    { snapshots: "" },
    { snapshots: "before" },
    { snapshot: "before" },
  );
  // The list of who touched a machine has read it, and only it.
  undo(shift.console, done);
  await expect.poll(() => shift.asked).toEqual(["snapshot remove @vm-42 before"]);
});

test("a number that the journal has not is said to be none of its entries, and nothing is planned", async () => {
  undoNamed(shift.console, "4711");
  await expect.poll(() => shift.said).toContain("The journal has no entry 4711.");
  expect(shift.said).toContain("nothing was planned");
  expect(shift.asked).toEqual([]);
});

test("a clone that is deleted again cannot be: that is said, and nothing is recorded", async () => {
  const after = { clone: "web-02", cloneId: "vm-1041", power: "off" };
  const [, done] = shift.write("CloneVM", { name: "web-01" }, after);
  const { length } = shift.desk.entries();
  undoNamed(shift.console, String(done.seq));
  await expect.poll(() => shift.said).toContain("NOT_UNDOABLE");
  expect(shift.said).toContain("is not there any more");
  expect(shift.asked).toEqual([]);
  expect(shift.desk.entries()).toHaveLength(length);
});

test("while the clone is there, it is deleted", async () => {
  shift.console.link.inventory!.apply([{ change: "enter", object: machine("vm-1041", "web-02") }]);
  const after = { clone: "web-02", cloneId: "vm-1041", power: "off" };
  const [, done] = shift.write("CloneVM", { name: "web-01" }, after);
  undoNamed(shift.console, String(done.seq));
  await expect.poll(() => shift.asked).toEqual(["delete @vm-1041"]);
});

test.each([
  ["web-01", { column: 5, word: "web-01", problem: "NOT_A_SEQ" }],
  ["4x", { column: 5, word: "4x", problem: "NOT_A_SEQ" }],
  ["-1", { column: 5, word: "-1", problem: "NOT_A_SEQ" }],
  ["4 5", { column: 5, word: "4 5", problem: "NOT_A_SEQ" }],
  ["99999999999999999999", { column: 5, problem: "NUMBER_TOO_LONG" }],
])("undo %s is a mistake in the line, under its word", (rest, facts) => {
  let problem: unknown = null;
  try {
    undoNamed(shift.console, rest);
  } catch (error) {
    if (!(error instanceof ShosekiError)) throw error;
    ({ problem } = error);
  }
  expect(problem).toMatchObject({ code: "SYNTAX", facts: { line: `undo ${rest}`, ...facts } });
});
