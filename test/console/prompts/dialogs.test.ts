import { expect, test, vi } from "vitest";
import { AskDialog } from "#console/prompts/ask-dialog.js";
import { ChoiceDialog } from "#console/prompts/choice-dialog.js";
import { confirmationOf } from "#console/prompts/confirmation.js";
import type { Dialog } from "#console/prompts/dialog.js";
import { Form } from "#console/prompts/form.js";
import { FormDialog } from "#console/prompts/form-dialog.js";
import { ListDialog } from "#console/prompts/list-dialog.js";
import { PlanDialog } from "#console/prompts/plan-dialog.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { WaitDialog } from "#console/prompts/wait-dialog.js";
import type { Candidate } from "#language/candidate.js";
import type { VerbName } from "#language/verb.js";
import { verbs } from "#language/verbs.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import type { Proposal } from "#session/proposal.js";
import { FakeProvider } from "../../session/fake-provider.js";
import { planned } from "../../session/planned.js";
import { PLAIN } from "../fake-console.js";

/** Keys by name; one of a single character types it. */
function keys(dialog: Dialog, ...names: readonly string[]): void {
  for (const name of names) dialog.press(name, [...name].length === 1 ? name : "");
}

const text = (dialog: Dialog, width = 80, height = 16) =>
  dialog.paint(PLAIN, { width, height }).lines.join("\n");

async function proposed(changes: Partial<Proposal> = {}): Promise<Proposal> {
  const plan = await planned(new FakeProvider());
  return { name: "StartVM", risk: "harmless", ask: "start web-01", plans: [plan], ...changes };
}

function planDialog(proposal: Proposal, demands = { reason: false, ticket: false }) {
  const answers = { agree: vi.fn(), cancel: vi.fn() };
  return {
    dialog: new PlanDialog(
      proposal,
      confirmationOf(proposal, "risk"),
      { purpose: {}, demands, lead: () => "" },
      answers,
    ),
    answers,
  };
}

test("what destroys is agreed to by the machine's whole name, and by nothing less", async () => {
  const { dialog, answers } = planDialog(await proposed({ name: "DeleteVM", risk: "destroys" }));
  expect(text(dialog)).toContain("Type the name to agree: web-01");
  keys(dialog, "enter", ..."web-0", "enter");
  expect(answers.agree).not.toHaveBeenCalled();
  expect(text(dialog)).toContain("That is not it; nothing was sent.");
  keys(dialog, "1", "enter");
  expect(answers.agree).toHaveBeenCalledExactlyOnceWith({});
});

test("a deletion that keeps the disks does not say that they are gone; one that does not recommends no option", async () => {
  const { plans } = await proposed();
  const { prepared } = plans[0]!;
  const chosen = { ...prepared!.chosen, keepDisks: true };
  const deletion = { name: "DeleteVM", risk: "destroys" } as const;
  const kept = await proposed({
    ...deletion,
    plans: [{ ...plans[0]!, prepared: { ...prepared!, chosen } }],
  });
  const said = (proposal: Proposal) => text(planDialog(proposal).dialog, 160);
  expect(said(kept)).toContain("the machine and its snapshots are gone. Its disks are there");
  const gone = said(await proposed(deletion));
  expect(gone).toContain("Cannot be undone: the machine, its disks and its snapshots are gone.");
  expect(gone).not.toContain("--keep-disks");
});

test("several are agreed to by the number of those that will be changed", async () => {
  const { plans } = await proposed();
  const refusal = { code: "SESSION_ENDED", facts: {} } as const;
  const three = [plans[0]!, plans[0]!, { ...plans[0]!, refusal }];
  const { dialog, answers } = planDialog(await proposed({ ask: "start web-*", plans: three }));
  expect(text(dialog)).toContain("2 to run, 1 refused");
  keys(dialog, "3", "enter");
  expect(answers.agree).not.toHaveBeenCalled();
  keys(dialog, "backspace", "2", "enter");
  expect(answers.agree).toHaveBeenCalledOnce();
});

test.each([en, ja])(
  "after a wrong answer what is to be typed is still seen whole, on the smallest screen",
  async (catalogue) => {
    const canvas = { ...PLAIN, catalogue };
    const { plans } = await proposed();
    const eight = Array.from({ length: 8 }, () => plans[0]!);
    const long = { ...plans[0]!, target: { ...plans[0]!.target, name: `${"a-very-".repeat(12)}long-name` } };
    for (const [dialog, expected] of [
      [planDialog(await proposed({ ask: "stop web-*", risk: "destroys", plans: eight })).dialog, "8"],
      [
        planDialog(await proposed({ name: "DeleteVM", risk: "destroys", plans: [long] })).dialog,
        long.target.name,
      ],
    ] as const) {
      keys(dialog, "9", "enter");
      const { lines, cursor } = dialog.paint(canvas, { width: 80, height: 13 });
      const asked = lines.slice(
        lines.findIndex((line) => line.includes(catalogue.console.plan.notThat)),
        -3,
      );
      expect(asked.join("").replaceAll(/\s/gu, "").endsWith(`:${expected}`)).toBe(true);
      expect(asked.join("")).not.toContain("…");
      // The fields below have their place yet.
      expect(lines.length).toBeLessThanOrEqual(13);
      expect(lines[cursor!.y]).toContain(catalogue.console.plan.fields.agreement);
    }
  },
);

test("a plan that is longer than a form has room for goes on where there are rows left, or says that it does", async () => {
  const plan = await planned(new FakeProvider());
  const places = ["host", "datastore", "folder"].map((what) => [what, `${what}-${"x".repeat(50)}`]);
  const prepared = { ...plan.prepared!, before: {}, wanted: { ...Object.fromEntries(places), power: "off" } };
  const { dialog } = formDialog("clone", { newName: "copy" });
  dialog.proposal = await proposed({ name: "CloneVM", plans: [{ ...plan, prepared }] });
  const { length } = text(dialog, 80, 40).trimEnd().split("\n");
  expect(text(dialog, 80, length)).toMatch(/\+power\s+off\s*$/u);
  expect(text(dialog, 80, length - 5)).toMatch(/…\s*$/u);
  expect(text(dialog, 80, length - 5).split("\n").length).toBeLessThanOrEqual(length - 5);
});

test("machines that were marked are named in the title, as no one line names them all", async () => {
  const { plans } = await proposed();
  const marked = ["web-01", "db-07"].map((name) => ({
    ...plans[0]!,
    ask: `start @${name}`,
    target: { ...plans[0]!.target, name },
  }));
  const titleOf = (ask: string, of: typeof marked) =>
    planDialog({ name: "StartVM", risk: "harmless", ask, plans: of }).dialog.title;
  expect(titleOf("start @web-01", marked)).toBe("StartVM  web-01, db-07");
  expect(titleOf("start @web-01", [...marked, ...marked])).toBe("StartVM  web-01, db-07, web-01, …");
  expect(
    titleOf(
      "start *",
      marked.map((plan) => ({ ...plan, ask: "start *" })),
    ),
  ).toBe("StartVM  start *");
});

test("a question that is longer than the screen begins at its top, and what is asked is always seen", () => {
  const question = [...Array.from({ length: 20 }, (_, line) => `line ${line + 1}`), "Is it right?"];
  const answer = vi.fn();
  const dialog = new AskDialog(question.join("\n"), false, answer);
  expect(text(dialog, 80, 12)).toMatch(/8\/20.*line 1 .*line 8 .*Is it right\?/su);
  keys(dialog, "pagedown");
  expect(text(dialog, 80, 12)).toMatch(/16\/20.*line 9 .*line 16 .*Is it right\?/su);
  keys(dialog, ..."yes", "enter");
  expect(answer).toHaveBeenCalledExactlyOnceWith("yes");
});

test("a reason that is asked for must be given, and goes with it", async () => {
  const { dialog, answers } = planDialog(await proposed({ risk: "disturbs" }), {
    reason: true,
    ticket: true,
  });
  expect(text(dialog).match(/required/gu)).toHaveLength(2);
  keys(dialog, "enter");
  expect(text(dialog)).toContain("A reason is asked for here.");
  keys(dialog, ..."patching", "enter", ..."CHG-1");
  expect(answers.agree).not.toHaveBeenCalled();
  keys(dialog, "enter");
  expect(answers.agree).toHaveBeenCalledExactlyOnceWith({ why: "patching", ticket: "CHG-1" });
});

test("pasted line ends do not agree to a plan", async () => {
  const { dialog, answers } = planDialog(await proposed({ name: "DeleteVM", risk: "destroys" }));
  dialog.paste?.("web-01\n");
  expect(answers.agree).not.toHaveBeenCalled();
  keys(dialog, "enter");
  expect(answers.agree).toHaveBeenCalledOnce();
});

function formDialog(verb: VerbName, values: Readonly<Record<string, string>> = {}) {
  const form = new Form(
    verbs.find((each) => each.verb === verb)!,
    [{ text: "@vm-1", name: "web-01" }],
    values,
  );
  const candidates: readonly Partial<Candidate>[] = ["esx-01.example", "esx-02.example"].map((shown) => ({
    shown,
  }));
  const ways = {
    lead: () => "",
    candidates: () => candidates as readonly Candidate[],
    preview: vi.fn(),
    submit: vi.fn(),
  };
  return { dialog: new FormDialog(form, ways), form, ways };
}

test("to type replaces the value that a field begins with; to edit keeps it", () => {
  const typed = formDialog("memory", { size: "4GiB" });
  keys(typed.dialog, "8", "G", "i", "B");
  expect(typed.form.line).toBe("memory @vm-1 8GiB");
  const edited = formDialog("memory", { size: "4GiB" });
  keys(edited.dialog, "home", "1");
  expect(edited.form.line).toBe("memory @vm-1 14GiB");
});

test("a form that cannot be understood says why, and is not submitted", () => {
  const { dialog, ways } = formDialog("memory", { size: "4GiB" });
  keys(dialog, "x", "enter");
  expect(ways.submit).not.toHaveBeenCalled();
  expect(ways.preview).toHaveBeenLastCalledWith(null);
  expect(text(dialog)).toContain("x is not a size.");
  keys(dialog, "backspace", ..."2GiB", "enter");
  expect(ways.submit).toHaveBeenCalledExactlyOnceWith([
    expect.objectContaining({ ask: "memory @vm-1 2GiB" }),
  ]);
});

test("suggestions are gone through in both directions, and flags are set by Space alone", () => {
  const { dialog, form } = formDialog("clone", { newName: "copy" });
  keys(dialog, "tab", "ctrl+n", "ctrl+n");
  expect(form.line).toBe("clone @vm-1 copy --host esx-02.example");
  keys(dialog, "ctrl+n");
  expect(form.line).toBe("clone @vm-1 copy --host esx-01.example");
  keys(dialog, "shift+tab", "shift+tab", "x");
  expect(form.line).toBe("clone @vm-1 copy --host esx-01.example");
  keys(dialog, " ");
  expect(form.line).toBe("clone @vm-1 copy --host esx-01.example --on");
});

function listDialog(...names: readonly string[]) {
  const run = vi.fn();
  const items = names.map((name) => ({ name, note: "", aside: "", disabled: null, run: () => run(name) }));
  return { dialog: new ListDialog("Commands", items), items, run };
}

test("a list is chosen from by typing; what begins with it comes first", () => {
  const { dialog, run } = listDialog("guest shutdown", "shutdown host", "start");
  keys(dialog, ..."shut", "enter");
  expect(run).toHaveBeenLastCalledWith("shutdown host");
  keys(dialog, "down", "enter");
  expect(run).toHaveBeenLastCalledWith("guest shutdown");
  keys(dialog, ..."xyz", "enter");
  expect(run).toHaveBeenCalledTimes(2);
  expect(text(dialog)).toContain("Nothing of that name.");
});

test("what cannot be chosen says why, and is not", () => {
  const run = vi.fn();
  const dialog = new ListDialog("", [{ name: "start", note: "", aside: "s", disabled: "it is on", run }]);
  expect(text(dialog)).toContain("start  it is on");
  keys(dialog, "enter");
  expect(run).not.toHaveBeenCalled();
});

test("a list that is longer than its place follows the cursor, and stops at its end", () => {
  const { dialog, run } = listDialog(...Array.from({ length: 40 }, (_, index) => `item ${index}.`));
  text(dialog, 80, 12);
  keys(dialog, "pagedown", "pagedown");
  expect(text(dialog, 80, 12)).toContain(" › item 20.");
  keys(dialog, ...Array.from({ length: 60 }, () => "down"));
  expect(text(dialog, 80, 12)).toContain(" › item 39.");
  keys(dialog, "enter");
  expect(run).toHaveBeenLastCalledWith("item 39.");
});

test("a long text is scrolled within its ends, and closed by q or Enter", () => {
  const close = vi.fn();
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}.`);
  const dialog = new TextDialog({ title: "Text", lines: () => lines, close });
  expect(text(dialog, 80, 11)).toContain("10/40");
  keys(dialog, "pagedown", "down");
  expect(text(dialog, 80, 11).split("\n")[1]).toContain("line 11.");
  keys(dialog, "G", "down");
  expect(text(dialog, 80, 11)).toContain("40/40");
  keys(dialog, "g", "up");
  expect(text(dialog, 80, 11).split("\n")[1]).toContain("line 0.");
  keys(dialog, "x");
  expect(close).not.toHaveBeenCalled();
  keys(dialog, "q", "enter");
  expect(close).toHaveBeenCalledTimes(2);
});

test("keys that come while the server is asked agree to nothing", () => {
  const giveUp = vi.fn();
  const dialog = new WaitDialog("delete web-01", giveUp);
  keys(dialog, ..."web-01", "enter", "y");
  expect(giveUp).not.toHaveBeenCalled();
  dialog.cancel();
  expect(giveUp).toHaveBeenCalledOnce();
});

test("a question is answered by its keys alone", () => {
  const run = vi.fn();
  const dialog = new ChoiceDialog("Leave", () => ["Sure?"], [{ key: "w", does: "wait", run }]);
  expect(text(dialog)).toContain("w  wait");
  keys(dialog, "x", "enter", "y");
  expect(run).not.toHaveBeenCalled();
  keys(dialog, "w");
  expect(run).toHaveBeenCalledOnce();
});

test.each([
  [
    PLAIN,
    [
      "CPUs at next start 2 → 1",
      "memory at next start 128 MiB → 1 GiB",
      "memory 1 GiB",
      "Disturbs nobody now",
    ],
  ],
  [
    { ...PLAIN, catalogue: ja },
    ["次回起動時の CPU 数 2 → 1", "次回起動時のメモリ 128 MiB → 1 GiB", "メモリ 1 GiB", "現在は影響なし"],
  ],
] as const)(
  "what waits for the next start disturbs nobody yet, and is named in words and in one unit",
  async (canvas, said) => {
    const plan = await planned(new FakeProvider());
    const prepared = {
      ...plan.prepared!,
      before: { nextBootCpus: 2, nextBootMemoryMiB: 128 },
      wanted: { nextBootCpus: 1, nextBootMemoryMiB: 1024 },
      chosen: { atNextBoot: true },
      choices: [{ what: "memory", value: "1024 MiB", why: "nextBoot" }],
    } as const;
    const { dialog } = planDialog(
      await proposed({ name: "ModifyMemory", risk: "disturbs", plans: [{ ...plan, prepared }] }),
    );
    const shown = dialog.paint(canvas, { width: 160, height: 16 }).lines.join("\n");
    for (const words of said) expect(shown).toContain(words);
    expect(shown).not.toMatch(/nextBoot|will notice|気づきます/);
  },
);
