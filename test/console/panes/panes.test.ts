import { expect, test } from "vitest";
import { AuditPane, resultSaid } from "#console/panes/audit-pane.js";
import { bottomLines, noticeLines } from "#console/panes/bottom.js";
import { candidateLines } from "#console/panes/candidates.js";
import { headerLines } from "#console/panes/header.js";
import { InventoryPane } from "#console/panes/inventory-pane.js";
import { jobRows, jobsLines } from "#console/panes/jobs-pane.js";
import { JobsModel } from "#console/store/jobs-model.js";
import type { Candidate } from "#language/candidate.js";
import type { Plan } from "#session/plan.js";
import { estate, machine } from "../../inventory/estate.js";
import { entry, OK, operation } from "../entries.js";
import { FakeConsole, PLAIN } from "../fake-console.js";

const machines = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    machine(`vm-${index}`, `web-${String(index).padStart(2, "0")}`),
  );

test("the inventory shows no more rows than it has, and the one under the cursor is among them", () => {
  const { store } = new FakeConsole(estate(...machines(50)));
  const pane = new InventoryPane();
  const shown = () => pane.lines(PLAIN, store.inventory, { width: 80, height: 10 }, true);
  expect(shown()).toHaveLength(10);
  expect(store.inventory.page).toBe(8);
  for (const [rows, cursor] of [
    [20, "web-20"],
    [-3, "web-17"],
    [100, "web-49"],
    [-100, "web-00"],
  ] as const) {
    store.inventory.move(rows);
    expect(shown().find((line) => line.startsWith("›"))).toContain(cursor);
  }
});

test("it says how many there are, how many are shown and marked, and when there are none", () => {
  const { store } = new FakeConsole(estate(...machines(50)));
  const shown = () =>
    new InventoryPane().lines(PLAIN, store.inventory, { width: 80, height: 10 }, true).join("\n");
  expect(shown()).toContain(" 50 machines ");
  store.inventory.filterBy("web-1*");
  store.inventory.markShown();
  expect(shown()).toContain("10 marked  /web-1*  10 of 50 machines");
  expect(shown()).toContain("›*web-10");
  store.inventory.filterBy("nothing-like-it*");
  expect(shown()).toContain("Nothing matches nothing-like-it*.");
});

test("names that a server has made up to look like something else are shown for what they are", () => {
  const { store } = new FakeConsole(estate(machine("vm-1", "web\u001b[2J\u202e01\n")));
  const text = new InventoryPane().lines(PLAIN, store.inventory, { width: 80, height: 10 }, true).join("");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there
  expect(text).not.toMatch(/[\u0000-\u001f\u202e]/u);
});

test("the newest entry is at the bottom, until an older one is looked at", () => {
  const { store } = new FakeConsole(estate());
  for (let seq = 0; seq < 30; seq += 1) store.audit.add(entry(seq, { RST: OK }), () => true);
  const pane = new AuditPane();
  const seqs = () =>
    pane
      .lines(
        PLAIN,
        store.audit,
        { width: 80, height: 6 },
        true,
        () => "",
        () => "",
      )
      .slice(1)
      .map((line) => Number(/#(\d+)/u.exec(line)?.[1]));
  expect(seqs()).toEqual([25, 26, 27, 28, 29]);
  store.audit.move(-10);
  expect(seqs()).toContain(19);
  const before = seqs();
  store.audit.add(entry(30, { RST: OK }), () => true);
  expect(seqs()).toEqual(before);
  store.audit.follow();
  expect(seqs().at(-1)).toBe(30);
});

test("how an entry ended is told by signs and words that are all different", () => {
  const [asked] = operation(1, OK);
  const statuses = (["OK", "NG", "REFUSED", "UNKNOWN"] as const).map((status) =>
    entry(2, { RST: { status } }),
  );
  const said = [asked, ...statuses].map((each) => resultSaid(each, PLAIN.catalogue));
  expect(said.map(({ sign, word }) => `${sign} ${word}`)).toEqual([
    "→ intent",
    "✓ OK",
    "✗ NG",
    "⊘ REFUSED",
    "? UNKNOWN",
  ]);
});

test("what runs is shown with its progress; what there is no room for is counted", () => {
  const model = new JobsModel();
  const plan = (name: string) =>
    ({ operation: { name: "CloneVM" }, target: { id: name, name } }) as unknown as Plan;
  const lead = () => "vc1:";
  const job = model.begin("clone web-* copy", 10);
  expect(jobsLines(PLAIN, model, 80, 4, lead)[1]).toContain("clone web-* copy");
  for (let index = 0; index < 10; index += 1) {
    job.running.set(plan(`web-0${index}`), { begun: performance.now(), percent: index * 10 });
  }
  job.done = 2;
  expect(jobRows(model)).toBe(10);
  const lines = jobsLines(PLAIN, model, 80, 6, lead);
  expect(lines).toHaveLength(6);
  expect(lines[0]).toContain("10 running");
  expect(lines[0]).toContain("2 of 10 done");
  expect(lines[4]).toContain(" CloneVM vc1:web-03");
  expect(lines[4]).toContain("█████░░░░░░░░░░░  30 %");
  expect(lines[5]).toContain("and 6 more");
});

test("the header says where, as whom, and what the journal says of itself", () => {
  const console = new FakeConsole(estate());
  const { store } = console;
  const text = (width = 100, height = 2) => headerLines(PLAIN, store, width, height).join("\n");
  expect(text()).toContain(" sim:  operator");
  expect(text()).toContain("session 0m  read-write");
  const [asked, answered] = operation(1, OK);
  store.journal.add(asked);
  expect(text()).toContain("journal #1  ✓ signed  1 open");
  store.journal.add(answered);
  console.link.roundTripMs = 3.21;
  expect(text()).toContain("journal #2  ✓ signed  none open");
  expect(text()).toContain("3.2 ms");
  expect(text(200, 1)).toContain("journal #2");
  console.lose();
  expect(text()).toContain("! CONNECTION LOST, tried 3 times");
  console.link.state = "ended";
  expect(text()).toContain("! SESSION ENDED");
  store.journal.fail();
  expect(text()).toContain("! JOURNAL FAILED");
});

test("a short notice takes one line, a long one three at most, and ends in a sign where it is cut", () => {
  const console = new FakeConsole(estate());
  expect(noticeLines(PLAIN, console, 80)).toEqual([" ".repeat(80)]);
  console.store.say("ok", "Done.");
  expect(noticeLines(PLAIN, console, 80)).toEqual([` Done.${" ".repeat(74)}`]);
  console.store.say("danger", "It is not known what became of it. ".repeat(20));
  const lines = noticeLines(PLAIN, console, 80);
  expect(lines).toHaveLength(3);
  expect(lines.map((line) => line.trimEnd().endsWith("…"))).toEqual([false, false, true]);
  expect(lines.every((line) => line.length === 80)).toBe(true);
});

test("what is wrong is said under the word that it is about, wide characters or not", () => {
  const console = new FakeConsole(estate());
  console.store.focusOn("line");
  console.store.line.editor.set("rename 会計 web-01 more");
  const problem = { code: "SYNTAX", facts: { line: "rename 会計 web-01 more", column: 17, word: "more" } };
  Object.assign(problem.facts, { problem: "EXTRA_WORD", suggestions: [] });
  console.store.line.problem = problem as never;
  const { lines, cursor } = bottomLines(PLAIN, console, 120);
  expect(lines[0]).toContain("› rename 会計 web-01 more");
  expect(lines[1]!.indexOf("^")).toBe(2 + 7 + 4 + 1 + 7);
  expect(cursor).toEqual({ x: 2 + 7 + 4 + 1 + 6 + 1 + 4, y: 0 });
});

test("the footer offers what can be done now, and nothing else", () => {
  const console = new FakeConsole(estate({ ...machine("vm-1", "web-01"), power: "off" }));
  const footer = () => bottomLines(PLAIN, console, 200).lines[1]!;
  expect(footer()).toContain(" s start ");
  expect(footer()).not.toContain(" S stop ");
  expect(footer()).not.toContain(" undo ");
  console.store.inventory.inventory!.apply([{ change: "modify", id: "vm-1", facts: { power: "on" } }]);
  expect(footer()).toContain(" S stop ");
  console.lose();
  expect(footer()).not.toContain(" stop ");
  expect(footer()).toContain(" q leave");
});

test("of many candidates those around the one that is taken are seen", () => {
  const { store } = new FakeConsole(estate());
  const candidates = Array.from({ length: 30 }, (_, index) => ({
    text: `web-${index}`,
    shown: `web-${index}`,
    note: null,
  }));
  store.line.choose({ candidates: candidates as unknown as readonly Candidate[], start: 0, end: 0 } as never);
  expect(candidateLines(PLAIN, store.line, 80, 10)).toHaveLength(8);
  expect(candidateLines(PLAIN, store.line, 80, 10)[0]).toMatch(/ 30 $/u);
  for (let turn = 0; turn < 20; turn += 1) store.line.turn(1);
  const shown = candidateLines(PLAIN, store.line, 80, 10);
  expect(shown.find((line) => line.includes("›"))).toContain("web-19");
  expect(candidateLines(PLAIN, store.line, 80, 3)).toHaveLength(3);
});

test("on a narrow screen an endpoint's name gives way to what has changed", () => {
  const { store } = new FakeConsole();
  const [BEF, AFT] = [{ nextBootCpus: 3 }, { nextBootCpus: 1 }];
  const TGT = { kind: "VirtualMachine", id: "vm-1", uuid: null, name: "db-01" } as const;
  store.audit.add(entry(4711, { OPR: "ModifyCPU", TGT, BEF, AFT, RST: OK }), () => true);
  const row = (width: number, lead: string) =>
    new AuditPane().lines(
      PLAIN,
      store.audit,
      { width, height: 2 },
      false,
      () => lead,
      () => "",
    )[1];
  expect(row(160, "127.0.0.1-33823:")).toContain("127.0.0.1-33823:db-01  nextBootCpus 3 -> 1");
  expect(row(90, "127.0.0.1-33823:")).toMatch(/ 127[\d.]*…:db-01 {2}nextBootCpus 3 -> 1/);
  expect(row(80, "127.0.0.1-33823:")).toContain("db-01  nextBootCpus 3 -> 1");
  expect(row(80, "kvm:")).toMatch(/ (kvm:)?db-01 {2}nextBootCpus 3 -> 1/);
});
