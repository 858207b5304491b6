import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { handover } from "#cli/handover.js";
import type { Io } from "#cli/io.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import { readArguments } from "#cli/options.js";
import { type Problem, ShosekiError } from "#domain/errors.js";
import { AdditionsFile } from "#handover/exchange/additions-file.js";
import { layoutOf } from "#journal/layout.js";
import { wholeEntry } from "#journal/whole-entry.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { Trail } from "#session/trail.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

/** An operator at a terminal, with a journal, a key and an editor. */
class AtTerminal implements Disposable {
  readonly home = new OperatorHome();
  readonly #fake = fakeIo(this.home, async function* () {});
  readonly asked: string[] = [];
  /** Whether there is anybody to ask. */
  canAsk = true;
  answers: (string | null)[] = [];
  editor = "true";
  /** Where there is one, standard output is a terminal. */
  pager: string | null = null;

  get io(): Io {
    const askLine = async (question: string) => {
      this.asked.push(question);
      return this.answers.shift() ?? null;
    };
    const env = { ...this.#fake.io.env, PATH: process.env.PATH, VISUAL: this.editor };
    if (this.pager === null) return { ...this.#fake.io, canAsk: this.canAsk, askLine, env };
    const paged = { columns: 80, env: { ...env, PAGER: this.pager } };
    return { ...this.#fake.io, canAsk: this.canAsk, askLine, ...paged };
  }

  async work(): Promise<void> {
    const setting = { io: this.io, catalogue: en, json: false };
    const [operator, session] = [operatorHere(), uuidv7()];
    const wanted = { named: this.home.journal, simulated: false, operator, session };
    const { journal, key } = await openJournal(setting, wanted);
    const circumstances = { ...operator, key, session, endpoint: "vsphere://vc1", platform: "vsphere" };
    const trail = new Trail(journal, circumstances, "alice");
    const target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01 -->" } as const;
    const begun = trail.intent({ OPR: "StopVM", target, host: null, before: { power: "on" } });
    trail.outcome(begun, { before: { power: "on" }, after: { power: "off" }, result: { status: "OK" } });
    journal.close();
  }

  /** What it prints, or how it fails. */
  async types(...words: readonly string[]): Promise<string | Problem> {
    const args = readArguments(["handover", ...words, "--journal", this.home.journal]);
    const catalogue = args.options.lang === "ja" ? ja : en;
    this.#fake.out.length = 0;
    this.#fake.err.length = 0;
    try {
      await handover({ io: this.io, catalogue, json: args.options.json === true }, args);
      return this.#fake.out.join("\n");
    } catch (error) {
      if (error instanceof ShosekiError) return error.problem;
      throw error;
    }
  }

  get screen(): string {
    return this.#fake.err.join("\n");
  }

  path(name: string): string {
    return join(this.home.directory, name);
  }

  /** An editor that does this with its file, "$1". */
  edits(script: string): void {
    const path = this.path("editor");
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    this.editor = path;
  }

  said(): readonly string[] {
    return this.home
      .entries()
      .filter(({ phase }) => phase === "handover")
      .map(({ OPR }) => OPR);
  }

  [Symbol.dispose](): void {
    this.home[Symbol.dispose]();
  }
}

let outgoing: AtTerminal;
let incoming: AtTerminal;
let tar: string;
let answer: string;
beforeEach(async () => {
  [outgoing, incoming] = [new AtTerminal(), new AtTerminal()];
  tar = outgoing.path("shift.tar");
  answer = outgoing.path("shift.tar.answer");
  await outgoing.work();
  await incoming.work();
});
afterEach(() => {
  outgoing[Symbol.dispose]();
  incoming[Symbol.dispose]();
});

const signers = (of: AtTerminal) => join(of.home.journal, "allowed_signers");
/** Both operators of these tests are one user on one machine. */
const SHARED = ["--reason", "we share the account"];
const stateOf = (home: OperatorHome) => join(home.directory, ".local/state/shoseki");
const keptIn = (home: OperatorHome) =>
  readdirSync(stateOf(home)).filter((name) => /^handover-.*\.(?:md|json)$/u.test(name));

test("the report is edited, shown, agreed to and signed; the facts stand in the editor as comments", async () => {
  const copy = outgoing.path("seen.md");
  outgoing.edits(`cp "$1" ${copy}
sed -i 's/^## Notes$/&\\n\\n- the backup runs at ten/' "$1"`);
  outgoing.answers = ["yes"];
  const said = await outgoing.types("-o", tar);
  expect(said).toMatch(/^Handed over \(entry #\d+, revision 1\): .*shift\.tar\nGive the file .*SHA256:/u);
  const edited = readFileSync(copy, "utf8");
  expect(edited).toMatch(/^<!--\nAdd to each section/u);
  expect(edited).toMatch(/## Operations\n\n<!--\nThe facts:\n[\s\S]*web-01[\s\S]*power[\s\S]*-->/u);
  // The name of a machine does not end the comment.
  expect(edited.match(/-->/gu)).toHaveLength(9);
  expect(outgoing.screen).toContain("the backup runs at ten");
  expect(outgoing.screen).toMatch(/Signed with SHA256:\S+ as revision 1/u);
  expect(outgoing.asked).toEqual([`${en.handoverExchange.askSign} `]);
  expect(statSync(tar).mode & 0o777).toBe(0o644);
  expect(outgoing.said()).toEqual(["HandOver"]);
  const entry = outgoing.home.entries().at(-1)!;
  expect(entry).toMatchObject({ HST: { endpoint: "journal:" }, TGT: { kind: "Handover" } });
  expect(String(wholeEntry(layoutOf(outgoing.home.journal), entry).AFT?.text)).toContain(
    "the backup runs at ten",
  );
  // What is signed is not kept beside it.
  expect(keptIn(outgoing.home)).toEqual([]);
});

test("who does not agree finds what was added again, and so does who has written what cannot be read", async () => {
  outgoing.edits(`sed -i 's/^## Notes$/&\\n\\n- first/' "$1"`);
  outgoing.answers = ["no"];
  expect(await outgoing.types("-o", tar)).toMatchObject({ code: "HANDOVER_NOT_SIGNED" });
  const [kept = ""] = keptIn(outgoing.home);
  expect(outgoing.screen).toContain(kept);
  expect(statSync(join(stateOf(outgoing.home), kept)).mode & 0o777).toBe(0o600);
  outgoing.edits(`printf '## Weather\\n- fine\\n' >> "$1"`);
  expect(await outgoing.types("-o", tar)).toMatchObject({ code: "REMARKS_INVALID" });
  // Nothing of it is lost by that.
  outgoing.edits(`sed -i '/^## Weather/,$d' "$1"; sed -i 's/^- first$/&\\n- second/' "$1"`);
  outgoing.answers = ["yes"];
  expect(await outgoing.types("-o", tar)).toContain("Handed over");
  expect(outgoing.screen).toMatch(/- first\n- second/u);
  expect(keptIn(outgoing.home)).toEqual([]);
  await outgoing.work();
  outgoing.edits("exit 3");
  expect(await outgoing.types("-o", outgoing.path("second.tar"))).toMatchObject({
    code: "EDITOR_FAILED",
    facts: { cause: "exit code 3" },
  });
  expect(existsSync(outgoing.path("second.tar"))).toBe(false);
  expect(outgoing.said()).toEqual(["HandOver"]);
});

test("without a terminal nothing is signed", async () => {
  outgoing.canAsk = false;
  const facts = { why: "NO_TERMINAL" };
  expect(await outgoing.types("-o", tar)).toEqual({ code: "HANDOVER_NOT_SIGNED", facts });
  expect(outgoing.said()).toEqual([]);
});

/** Hands over with remarks from a file, so that no editor is asked for. */
async function handOver(to = tar): Promise<void> {
  const remarks = outgoing.path("remarks.md");
  writeFileSync(remarks, "## Notes\n- all is well\n");
  outgoing.answers.push("yes");
  expect(await outgoing.types("-o", to, "--remarks", remarks)).toContain("Handed over");
}

test("the incoming operator reads it, agrees to the key and accepts; the outgoing one takes the answer in", async () => {
  await handOver();
  const shown = await incoming.types("show", tar);
  expect(shown).toContain("Nobody has said yet whose key it is.");
  expect(shown).toContain("all is well");
  incoming.answers = ["y", "yes"];
  expect(await incoming.types("accept", tar, ...SHARED)).toContain(`You have taken the shift over`);
  expect(incoming.asked[0]).toMatch(/signed by the key SHA256:\S+ of the journal/u);
  expect(incoming.screen).toContain("all is well");
  expect(incoming.said()).toEqual(["AcceptHandover"]);
  outgoing.answers = ["y"];
  expect(await outgoing.types("answer", answer)).toMatch(
    /has accepted the shift \(entry #\d+\)\.\nWhy: we share the account\nThe shift is over/u,
  );
  expect(await outgoing.types("answer", answer, "--lang", "ja")).toContain("取り込み済み");
  expect(outgoing.said()).toEqual(["HandOver", "AnswerHandover"]);
  // The key is known by now.
  expect(await incoming.types("show", tar)).toContain("You have agreed to the key before.");
  expect(await outgoing.types("list")).toMatch(/yours +accepted/u);
  expect(await incoming.types("list", "--lang", "ja")).toMatch(/引き継ぎ先 +受領済み/u);
});

test("whose key is not agreed to is neither accepted nor taken in", async () => {
  await handOver();
  incoming.answers = ["n"];
  expect(await incoming.types("accept", tar, ...SHARED)).toMatchObject({ code: "HANDOVER_KEY_UNKNOWN" });
  incoming.canAsk = false;
  expect(await incoming.types("accept", tar, "--yes", ...SHARED)).toMatchObject({
    code: "HANDOVER_KEY_UNKNOWN",
    facts: { of: "OUTGOING" },
  });
  expect(await incoming.types("accept", tar, "--signers", signers(incoming))).toMatchObject({
    code: "HANDOVER_INVALID",
  });
  expect(incoming.said()).toEqual([]);
  expect(await incoming.types("accept", tar, ...SHARED, "--signers", signers(outgoing))).toContain(
    "shift.tar.answer",
  );
  outgoing.canAsk = false;
  expect(await outgoing.types("answer", answer)).toMatchObject({
    code: "HANDOVER_KEY_UNKNOWN",
    facts: { of: "INCOMING" },
  });
  expect(await outgoing.types("answer", answer, "--signers", signers(outgoing))).toMatchObject({
    code: "HANDOVER_KEY_UNKNOWN",
  });
  expect(outgoing.said()).toEqual(["HandOver"]);
});

test("questions are answered at the terminal in the next revision", async () => {
  await handOver();
  incoming.canAsk = false;
  const questions = ["--question", "notes=Is the backup through?", "--question", "operations#2=Why?"];
  const headless = ["--signers", signers(outgoing)];
  expect(await incoming.types("question", tar, ...questions, ...headless)).toContain("questioned the report");
  outgoing.answers = ["y"];
  const taken = String(await outgoing.types("answer", answer));
  expect(taken).toContain(
    "  notes: Is the backup through?\n  operations #2: Why?\nAnswer in the next revision",
  );
  const second = outgoing.path("second.tar");
  // It is asked until there is an answer; what is broken off, or not agreed to, keeps what was typed.
  outgoing.answers = ["", " ", "Yes, at ten.", null];
  expect(await outgoing.types("-o", second)).toMatchObject({
    code: "HANDOVER_UNANSWERED",
    facts: { questions: 1 },
  });
  expect(outgoing.asked.filter((each) => each.startsWith("Your answer:"))).toHaveLength(4);
  outgoing.edits("exit 3");
  outgoing.answers = ["", "A change"];
  expect(await outgoing.types("-o", second)).toMatchObject({ code: "EDITOR_FAILED" });
  expect(outgoing.screen).toContain("You have answered before (Enter leaves it so): Yes, at ten.");
  outgoing.edits("true");
  outgoing.answers = ["", "", "no"];
  expect(await outgoing.types("-o", second)).toMatchObject({ code: "HANDOVER_NOT_SIGNED" });
  expect(outgoing.screen).toMatch(/What you have added is kept in .*\.json/u);
  outgoing.answers = ["", "A change, CHG-7", "yes"];
  // What was added to the first revision is in the second.
  expect(await outgoing.types("-o", second)).toContain("revision 2");
  expect(outgoing.screen).toContain("A change, CHG-7");
  expect(outgoing.screen).toContain("all is well");
  expect(outgoing.screen).toContain("Yes, at ten.");
  expect(await incoming.types("accept", second, ...SHARED, ...headless)).toContain("second.tar.answer");
  expect(await outgoing.types("list", "--json")).toMatch(/"state":"questioned".*\n.*"state":"waiting"/u);
});

test("a refusal says why, and the outgoing operator hears it before writing the next revision", async () => {
  await handOver();
  incoming.answers = ["y", "yes"];
  expect(await incoming.types("refuse", tar)).toMatchObject({ code: "USAGE" });
  expect(
    await incoming.types("refuse", tar, "--reason", "web-01 is off", "-o", incoming.path("no")),
  ).toContain("refused the shift");
  expect(incoming.screen).toContain("Why: web-01 is off");
  outgoing.answers = ["y", "yes"];
  expect(await outgoing.types("answer", incoming.path("no"))).toContain("Why: web-01 is off");
  await outgoing.types("-o", outgoing.path("second.tar"));
  expect(outgoing.screen).toContain("The revision before was refused: web-01 is off");
});

test("what a console keeps for a report is in the editor, and what the editor adds is kept for the console", async () => {
  const { directory } = layoutOf(outgoing.home.journal);
  const kept = new AdditionsFile(join(stateOf(outgoing.home), "history"), directory);
  kept.write("next null", { remarks: { tasks: ["typed in the console"] }, answers: {} });
  outgoing.edits(`sed -i 's/^## Notes$/&\\n\\n- written in the editor/' "$1"`);
  outgoing.answers = ["no"];
  await outgoing.types("-o", tar);
  expect(outgoing.screen).toContain("typed in the console");
  expect(kept.read("next null")).toEqual({
    remarks: { tasks: ["typed in the console"], notes: ["written in the editor"] },
    answers: {},
  });
  // Another report has none of it.
  await handOver(outgoing.path("named.tar"));
  expect(kept.read("next null")).toBeNull();
});

test("what was handed over and waits is said before the next shift, which is not handed over before there is one", async () => {
  await handOver();
  outgoing.answers = ["yes"];
  expect(await outgoing.types("-o", outgoing.path("second.tar"))).toMatchObject({ code: "HANDOVER_EMPTY" });
  expect(await outgoing.types("--draft", "--capsule", outgoing.path("draft.tar"))).toMatchObject({
    code: "HANDOVER_EMPTY",
  });
  expect([existsSync(outgoing.path("second.tar")), existsSync(outgoing.path("draft.tar"))]).toEqual([
    false,
    false,
  ]);
  expect([outgoing.asked, outgoing.said()]).toEqual([[`${en.handoverExchange.askSign} `], ["HandOver"]]);
  await outgoing.work();
  await handOver(outgoing.path("second.tar"));
  expect(outgoing.screen).toMatch(/^Revision 1 \(entry #\d+\) waits for its answer since 20/u);
  expect(await outgoing.types("list")).toMatch(/yours +waits for an answer.*\n.*yours +waits for an answer/u);
});

test("the report is shown by the pager, and only then it is asked; a pager that fails is done without", async () => {
  const shown = outgoing.path("shown");
  outgoing.pager = `cat > ${shown}`;
  await handOver();
  expect(readFileSync(shown, "utf8")).toContain("all is well");
  expect(outgoing.screen).not.toContain("all is well");
  incoming.pager = "exit 1";
  incoming.answers = ["y", "yes"];
  await incoming.types("accept", tar, ...SHARED);
  expect(incoming.screen).toContain("all is well");
  expect(incoming.screen).toContain("WARNING: it comes from");
});

test("what was lost is written again, and a shift that begins without a handover says why", async () => {
  await handOver();
  expect(await outgoing.types("again", "-o", outgoing.path("again.tar"))).toContain("again.tar");
  expect(readFileSync(outgoing.path("again.tar")).equals(readFileSync(tar))).toBe(true);
  expect(await incoming.types("again")).toMatchObject({ code: "HANDOVER_UNKNOWN" });
  expect(await incoming.types("waive", "--reason", " ")).toMatchObject({ code: "USAGE" });
  expect(await incoming.types("waive", "--reason", "nobody was there")).toMatch(
    /without a handover.*entry #\d+/u,
  );
  expect(incoming.home.entries().at(-1)).toMatchObject({ OPR: "WaiveHandover", why: "nobody was there" });
});

test("nobody takes over from themselves, and what is typed wrong is said before any key is asked for", async () => {
  await handOver();
  expect(await outgoing.types("accept", tar, "--yes")).toMatchObject({ code: "HANDOVER_OWN" });
  expect(await incoming.types("accept", tar, "--yes")).toMatchObject({ code: "HANDOVER_SAME_OPERATOR" });
  expect(await incoming.types("question", tar, "--question", "machines#99999=why")).toMatchObject({
    code: "HANDOVER_NO_ENTRY",
    facts: { section: "machines", seq: 99_999 },
  });
  expect([incoming.asked, incoming.said()]).toEqual([[], []]);
  for (const words of [
    ["accept"],
    ["frob"],
    ["list", "x"],
    ["question", tar],
    ["question", tar, "--question", "x=y"],
  ])
    expect(await incoming.types(...words), words.join(" ")).toMatchObject({ code: "USAGE" });
  mkdirSync(incoming.path("there"));
  incoming.answers = ["y", "yes"];
  expect(await incoming.types("accept", tar, ...SHARED, "-o", incoming.path("there"))).toMatchObject({
    code: "HANDOVER_NOT_WRITTEN",
    facts: { recorded: null },
  });
});

test("a journal that is not there yet can still be shown a handover", async () => {
  await handOver();
  using fresh = new AtTerminal();
  expect(await fresh.types("show", tar)).toContain("all is well");
  expect(existsSync(fresh.home.journal)).toBe(false);
  expect(await fresh.types("list")).toMatchObject({ code: "JOURNAL_MISSING" });
  // Who accepts first founds it.
  expect(
    await fresh.types(
      "accept",
      tar,
      ...SHARED,
      "--yes",
      "--signers",
      signers(outgoing),
      "-o",
      fresh.path("a"),
    ),
  ).toContain("taken the shift over");
});
