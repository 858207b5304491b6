import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import type { Terminal } from "../terminal/terminal.js";
import { atDesk, auditRows, cursorOn, enterLine, inventoryRows } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

/** Rows of the audit pane at 80x24. */
const PAGE = 5;

/** Sets the memory of a machine that is off, and waits until the panes have the keys again. */
async function setMemory(terminal: Terminal, name: string, size: string): Promise<void> {
  enterLine(terminal, `memory ${name} ${size}`);
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see(`OK ModifyMemory  ${name}`);
  await toPanes(terminal);
}

async function toPanes(terminal: Terminal): Promise<void> {
  terminal.press("esc");
  await terminal.see("? help");
}

async function toAudit(terminal: Terminal): Promise<void> {
  terminal.press("tab");
  await terminal.see("━▸Audit");
}

/** Filters the audit pane, and waits until this many rows are left of it. */
async function filtered(terminal: Terminal, filter: string, count: number): Promise<readonly string[]> {
  terminal.press("/");
  await terminal.see("Esc shows all");
  terminal.press("ctrl+u");
  terminal.type(filter);
  await terminal.see(`/${filter}  `);
  await terminal.until(`${count} rows`, (screen) => auditRows(screen).length === count);
  terminal.press("enter");
  await terminal.see("? help");
  return auditRows(terminal.screen());
}

test("an operation is two rows, its intent and its outcome, and they are what is on disk", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  enterLine(terminal, "memory web-02 6GiB");
  await terminal.see("Enter runs it.");
  // What is only planned has not been recorded.
  expect(home.entries()).toHaveLength(3);
  terminal.press("enter");
  await terminal.see("OK ModifyMemory  web-02");
  await terminal.see("journal #5");
  expect(auditRows(terminal.screen()).slice(-2)).toEqual([
    expect.stringMatching(/^#4 → intent +ModifyMemory +web-02 +✓$/),
    expect.stringMatching(/^#5 ✓ OK +ModifyMemory +web-02 {2}memoryMiB 4096 -> 6144 +✓$/),
  ]);
  const [intent, outcome] = home.entries().slice(-2) as [Entry, Entry];
  expect(intent).toMatchObject({ seq: 4, phase: "intent", OPR: "ModifyMemory", ask: "memory web-02 6GiB" });
  expect(outcome).toMatchObject({ seq: 5, phase: "outcome", ref: intent.id, AFT: { memoryMiB: 6144 } });
  // What is refused is recorded too, and does not look like what was done, with or without colour.
  enterLine(terminal, "start web-01");
  await terminal.see("REFUSED");
  await terminal.see(/#7 ⊘ REFUSED +StartVM/);
  expect(home.entries().at(-1)).toMatchObject({ OPR: "StartVM", RST: { status: "REFUSED" } });
  expect(terminal.styleOf("⊘ REFUSED")).not.toEqual(terminal.styleOf("→ intent"));
});

test("it is filtered by operation, target and result, and by what is left out", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  await setMemory(terminal, "web-02", "6GiB");
  await setMemory(terminal, "web-04", "6GiB");
  enterLine(terminal, "snapshot create web-02 before");
  await terminal.see("OK CreateSnapshot");
  enterLine(terminal, "memory api-01 64GiB");
  await terminal.see("REFUSED ModifyMemory  api-01");
  await toPanes(terminal);
  await toAudit(terminal);
  const seqs = (rows: readonly string[]) => rows.map((row) => Number(/^#(\d+)/.exec(row)?.[1]));
  const holding = (holds: (entry: Entry) => boolean) =>
    home
      .allEntries()
      .filter(holds)
      .map(({ seq }) => seq);

  expect(seqs(await filtered(terminal, "snapshot", 2))).toEqual(
    holding(({ OPR }) => OPR === "CreateSnapshot"),
  );
  expect(seqs(await filtered(terminal, "web-02", 4))).toEqual(holding(({ TGT }) => TGT.name === "web-02"));
  expect(seqs(await filtered(terminal, "refused", 1))).toEqual(
    holding(({ RST }) => RST?.status === "REFUSED"),
  );
  expect(seqs(await filtered(terminal, "modifymemory ok", 2))).toEqual(
    holding(({ OPR, RST }) => OPR === "ModifyMemory" && RST?.status === "OK"),
  );
  expect(seqs(await filtered(terminal, "memory !web-02 !intent", 2))).toEqual(
    holding(({ OPR, TGT, phase }) => OPR === "ModifyMemory" && TGT.name !== "web-02" && phase !== "intent"),
  );
  expect(terminal.text()).toMatch(/━▸Audit ━+ \/memory !web-02 !intent {2}following ━/);
  // Escape shows all again.
  terminal.press("esc");
  await terminal.until("all rows", (screen) => auditRows(screen).length === PAGE);
  expect(seqs(auditRows(terminal.screen()))).toEqual(holding(() => true).slice(-PAGE));
});

test("an entry opens in full, as it stands in the journal", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  await setMemory(terminal, "web-02", "6GiB");
  await toAudit(terminal);
  terminal.press("enter");
  await terminal.see("━▸#5 ModifyMemory ━");
  const read: string[] = [];
  const take = () => {
    const screen = terminal.screen();
    read.push(
      ...screen.slice(
        3,
        screen.findIndex((row) => row.includes("━▸Audit") || row.includes("─ Audit")),
      ),
    );
  };
  take();
  terminal.press("pagedown");
  await terminal.see(/━▸#5 ModifyMemory ━+ 24\/\d+ ━/);
  take();
  terminal.press("end");
  await terminal.see("Check it without Shoseki: line 6 of the journal; shoseki log --sig 5");
  take();
  const fields = new Map(read.map((row) => [row.trim().split(/ {2,}/)[0], row.trim().split(/ {2,}/)[1]]));
  const entry = home.entries().at(-1) as Entry;
  expect(Object.fromEntries(fields)).toMatchObject({
    OPR: "ModifyMemory",
    STR: entry.STR,
    "USR.name": entry.USR.name,
    "USR.key": entry.USR.key,
    "HST.endpoint": "sim:",
    "HST.host": entry.HST.host,
    "TGT.name": "web-02",
    "TGT.id": entry.TGT.id,
    "BEF.memoryMiB": "4096",
    "AFT.memoryMiB": "6144",
    "RST.status": "OK",
    ask: "memory web-02 6GiB",
    id: entry.id,
    ref: entry.ref,
    seq: "5",
  });
  terminal.press("esc");
  await terminal.see("━▸Audit");
  await terminal.see("▶ on");
});

test("from an entry one goes to its machine, whatever the filter; what has none says so", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  await setMemory(terminal, "web-02", "6GiB");
  terminal.press("/");
  terminal.type("mail-*");
  await terminal.see(/\/mail-\* {2}\d+ of 200 machines/);
  terminal.press("enter");
  await terminal.see("? help");
  await toAudit(terminal);
  terminal.press("J");
  await terminal.see("━▸Machines");
  await cursorOn(terminal, "web-02");
  await terminal.see(/━▸Machines ━+ 200 machines/);
  // From the entry in full too; and in a tree, which opens down to it.
  terminal.press("g", "t");
  await terminal.see("━▸Hosts and clusters");
  await toAudit(terminal);
  terminal.press("i");
  await terminal.see("━▸#5 ModifyMemory ━");
  terminal.press("J");
  await terminal.see("━▸Hosts and clusters");
  await cursorOn(terminal, "web-02");
  expect(inventoryRows(terminal.screen()).find((row) => row.startsWith("›"))).toMatch(/■ web-02 .*6 GiB$/);
  // A Login is about the endpoint.
  await toAudit(terminal);
  terminal.press("home");
  await terminal.see("1 of 6");
  terminal.press("J");
  await terminal.see("What that entry is about is not in the inventory.");
  await terminal.see("━▸Audit");
});

test("at the end it follows what comes; what is looked at further up stays where it is", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  const noteAs = async (text: string) => {
    const last = home.allEntries().at(-1)?.seq ?? 0;
    enterLine(terminal, `note ${text}`);
    await terminal.see(`Noted as entry ${last + 1}.`);
    await toPanes(terminal);
  };
  for (const text of ["one", "two", "three", "four"]) {
    await noteAs(text);
    await terminal.see(`sim:  ${text} `);
  }
  expect(auditRows(terminal.screen())).toHaveLength(PAGE);
  await toAudit(terminal);
  await terminal.see(/━▸Audit ━+ following ━/);
  terminal.press("home");
  await terminal.see(/━▸Audit ━+ 1 of 8 ━/);
  await terminal.see("#0 ✓ OK");
  const before = auditRows(terminal.screen());
  await noteAs("five");
  await terminal.see(/━▸Audit ━+ 1 of 9 ━/);
  await terminal.see("journal #8");
  expect(auditRows(terminal.screen())).toEqual(before);
  // Back at the end it follows again.
  terminal.press("end");
  await terminal.see(/━▸Audit ━+ following ━/);
  await terminal.see("sim:  five ");
  await noteAs("six");
  await terminal.see("sim:  six ");
  // And Escape is a way back to the end.
  terminal.press("up");
  await terminal.see("9 of 10");
  terminal.press("esc");
  await terminal.see(/━▸Audit ━+ following ━/);
});

test("what another process writes into the journal appears by itself, and is shown as another's", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  const own = terminal.styleOf("Login");
  const ran = await home.run(["exec", "sim:", "note from elsewhere", "--no-share"]);
  expect(ran.code, ran.err).toBe(0);
  await terminal.see("journal #10");
  await terminal.see(/#10 ✓ OK +Logout/);
  // Whether its note or the anchor of its Login is first is between the two.
  expect(auditRows(terminal.screen())).toEqual([
    expect.stringMatching(/^#6 ✓ OK +(?:Note +sim: {2}from elsewhere|Anchor +sim:) +✓$/),
    expect.stringMatching(/^#7 ✓ OK +(?:Note +sim: {2}from elsewhere|Anchor +sim:) +✓$/),
    expect.stringMatching(/^#8 ✓ OK +Anchor +sim: +✓$/),
    expect.stringMatching(/^#9 → intent +Logout +sim: +✓$/),
    expect.stringMatching(/^#10 ✓ OK +Logout +sim: +✓$/),
  ]);
  expect(terminal.styleOf("Note ")).not.toEqual(own);
  // Our own next entry goes behind them.
  enterLine(terminal, "note from here");
  await terminal.see("Noted as entry 11.");
  await terminal.see("sim:  from here");
  await terminal.until(
    "the end of the journal",
    (screen) => auditRows(screen).at(-1)?.startsWith("#11") === true,
  );
  expect(home.allEntries().map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const verified = await home.run(["verify"]);
  expect(verified.code, verified.out + verified.err).toBe(0);
});
