import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import type { Terminal } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import {
  acceptedHere,
  countOf,
  entryOf,
  filesOf,
  incomingDesk,
  killedAt,
  outgoingDesk,
  readAll,
  sign,
  verifiedBySshKeygen,
  work,
} from "./shift-operators.js";
import { OperatorHome } from "./shoseki.js";

/** Both journals are sound, both have the same report, and both signatures are over it. */
async function agree(outgoing: OperatorHome, incoming: OperatorHome, answer: string): Promise<void> {
  for (const home of [outgoing, incoming]) {
    const { code, out } = await home.run(["verify"]);
    expect([code, out]).toEqual([0, expect.any(String)]);
  }
  const [given, taken] = [entryOf(outgoing, "HandOver"), entryOf(incoming, answer)];
  expect(taken.AFT?.text).toBe(given.AFT?.text);
  expect(verifiedBySshKeygen(outgoing, given)).toMatch(/^Good "handover@shoseki" signature/u);
  expect(verifiedBySshKeygen(incoming, taken)).toMatch(/^Good "handover-/u);
}

async function leave(terminal: Terminal): Promise<void> {
  terminal.press("ctrl+d");
  await terminal.exited;
}

test("a shift is handed over by one operator and accepted by another, who is held read-only until then", async () => {
  using alice = new OperatorHome();
  using bob = new OperatorHome();
  await using hers = await outgoingDesk(alice);
  await work(hers);
  enterLine(hers, "handover");
  await hers.see("▸Hand over the shift");
  await hers.see(/ › Operations +1 on 1 target$/m);
  expect(hers.text()).toMatch(/ {3}Pending approvals +none$/m);
  hers.press("enter");
  await hers.see("StopVM");
  await hers.see("web-01");
  hers.press("esc");
  await hers.see("▸Hand over the shift");
  hers.press("a");
  await hers.see("What should the incoming operator know about: Operations?");
  hers.type("web-01 stays off until Monday");
  hers.press("enter");
  await hers.see(/ › {5}\+ web-01 stays off until Monday$/m);
  // What is added is kept when the report is put aside.
  hers.press("esc");
  await hers.see("▸Machines");
  hers.press("esc");
  await hers.see(": command");
  hers.press("H");
  await hers.see("+ web-01 stays off until Monday");
  await sign(hers);
  await hers.see(/Handed over by #\d+\./);
  const [file = ""] = filesOf(alice, ".tar");
  // The shift's recording ends with it, and what comes after is in another.
  expect(entryOf(alice, "StopRecording").AFT).toMatchObject({ by: "handover" });
  expect(countOf(alice, "StartRecording")).toBe(2);
  expect(await bob.run(["verify", file])).toMatchObject({ code: 0 });

  await using his = await incomingDesk(bob);
  await his.see("HELD until handover");
  expect(his.text()).toContain("handover take FILE, or waive");
  enterLine(his, "stop web-03");
  await his.see("REFUSED StopVM  web-03");
  enterLine(his, `handover take ${file}`);
  await his.see("▸What the file is");
  expect(his.text()).toContain("This key is not known here.");
  expect(his.text().replaceAll(/\s+/g, "")).toContain(String(entryOf(alice, "HandOver").USR.key));
  his.press("y");
  await his.see("▸Take over the shift");
  his.press("A");
  await his.see("not read to its end yet: Operations");
  await readAll(his);
  await his.see("all is read");
  his.press("A");
  await his.see("Type accept to accept:");
  await acceptedHere(his);
  await his.see(/Accepted by #\d+\./);
  await his.see("read-write");
  expect(his.text()).not.toContain("HELD");
  enterLine(his, "stop web-03");
  await his.see("Enter runs it.");
  his.press("enter");
  await his.see("OK StopVM  web-03");

  enterLine(hers, `handover answer ${basename(file)}.answer`);
  await hers.see("has ACCEPTED revision 1");
  hers.press("y");
  await hers.see("the shift is taken over");
  expect(entryOf(alice, "AnswerHandover").AFT).toMatchObject({ decision: "accepted", revision: 1 });
  await leave(hers);
  his.press("ctrl+d");
  await his.see("One operation was done since the last handover");
  his.press("enter");
  await his.exited;
  await agree(alice, bob, "AcceptHandover");
});

test("a shift is refused, and accepted in its second revision, which has answers to what was asked", async () => {
  using alice = new OperatorHome();
  using bob = new OperatorHome();
  await using hers = await outgoingDesk(alice);
  await work(hers);
  enterLine(hers, "handover -o shift.tar");
  await hers.see("▸Hand over the shift");
  hers.press("s");
  await hers.see("yes, sign it");
  hers.press("y");
  await hers.see(/Handed over by #\d+\./);
  const directory = alice.directory;

  await using his = await incomingDesk(bob);
  enterLine(his, `handover take ${directory}/shift.tar`);
  await his.see("▸What the file is");
  his.press("y");
  await his.see("▸Take over the shift");
  his.press("R");
  await his.see("Why is it refused?");
  his.type("web-01 is not to be off");
  his.press("enter");
  await his.see(/Refused by #\d+\./);
  await his.see("HELD until handover");
  await agree(alice, bob, "RefuseHandover");

  enterLine(hers, "handover answer shift.tar.answer");
  await hers.see("has REFUSED revision 1");
  expect(hers.text()).toContain("Why: web-01 is not to be off");
  hers.press("y");
  await hers.see("The revision before was refused: web-01 is not to be off");
  await hers.see("draft of revision 2");
  hers.press("a");
  await hers.see("What should the incoming operator know");
  hers.type("it is started again");
  hers.press("enter");
  await hers.see("+ it is started again");
  await sign(hers);
  await hers.see(/Handed over by #\d+\./);
  const second = filesOf(alice, ".tar").find((path) => !path.endsWith("/shift.tar")) ?? "";

  enterLine(his, `handover take ${second}`);
  await his.see("▸What the file is");
  his.press("enter");
  await his.see("▸Take over the shift");
  his.press("?");
  await his.see("What do you ask about: Operations?");
  his.type("since when?");
  his.press("enter");
  await his.see("? since when?");
  his.press("Q");
  await his.see("▸send questions");
  his.press("y");
  await his.see(/Questions asked by #\d+\./);

  enterLine(hers, `handover answer ${basename(second)}.answer`);
  await hers.see("? Operations: since when?");
  hers.press("y");
  await hers.see("draft of revision 3");
  await hers.see(/ › \? Operations: since when\? .*no answer yet/);
  hers.press("enter");
  await hers.see("Your answer:");
  hers.type("since nine");
  hers.press("enter");
  await hers.see("→ since nine");
  await sign(hers);
  await hers.see(/Handed over by #\d+\./);
  const third = filesOf(alice, "-r3.tar")[0] ?? "";

  // The key is known from here on: Enter is enough.
  enterLine(his, `handover take ${third}`);
  await his.see("▸What the file is");
  his.press("enter");
  await his.see("▸Take over the shift");
  await readAll(his);
  his.press("A");
  await his.see("Type accept to accept:");
  await acceptedHere(his);
  await his.see(/Accepted by #\d+\./);
  await his.see("read-write");
  enterLine(hers, `handover answer ${basename(third)}.answer`);
  await hers.see("has ACCEPTED revision 3");
  hers.press("y");
  await hers.see("the shift is taken over");
  const decisions = alice.entries().filter(({ OPR }) => OPR === "AnswerHandover");
  expect(decisions.map(({ AFT }) => AFT?.decision)).toEqual(["refused", "questioned", "accepted"]);
  await leave(hers);
  await leave(his);
  await agree(alice, bob, "AcceptHandover");
});

test("both programs are killed between the entry and its file: what was signed is written then, and signed once", async () => {
  using alice = new OperatorHome();
  using bob = new OperatorHome();
  {
    await using hers = await outgoingDesk(alice, { env: killedAt("shift.tar") });
    await work(hers);
    enterLine(hers, "handover -o shift.tar");
    await hers.see("▸Hand over the shift");
    hers.press("a");
    await hers.see("What should the incoming operator know");
    hers.type("look at web-01");
    hers.press("enter");
    await hers.see("+ look at web-01");
    hers.press("s");
    await hers.see("yes, sign it");
    hers.press("y");
    expect((await hers.exited).signal).toBe("SIGKILL");
  }
  expect(countOf(alice, "HandOver")).toBe(1);
  expect(filesOf(alice, ".tar")).toEqual([]);
  await using hers = await outgoingDesk(alice);
  enterLine(hers, "handover again -o shift.tar");
  await hers.see("Written again: shift.tar.");
  // The next shift begins without what was said of this one, which waits.
  enterLine(hers, "handover");
  await hers.see("▸Hand over the shift");
  expect(hers.text()).not.toContain("look at web-01");
  expect(hers.text()).toMatch(/Revision 1 \(#\d+\) waits for its answer since/u);
  hers.press("esc");
  await hers.gone("▸Hand over the shift");
  const path = `${alice.directory}/shift.tar`;
  {
    await using his = await incomingDesk(bob, { env: killedAt(".answer") });
    await acceptAll(his, path);
    expect((await his.exited).signal).toBe("SIGKILL");
  }
  expect(countOf(bob, "AcceptHandover")).toBe(1);
  expect(filesOf(alice, ".answer")).toEqual([]);
  await using his = await incomingDesk(bob);
  // It is accepted: nothing is held any more.
  await his.see("read-write");
  enterLine(his, `handover again -o ${path}.answer`);
  await his.see("Written again");
  enterLine(hers, "handover answer shift.tar.answer");
  await hers.see("has ACCEPTED revision 1");
  hers.press("y");
  await hers.see("the shift is taken over");
  enterLine(hers, "handover again -o once-more.tar");
  await hers.see("Written again: once-more.tar.");
  expect(readFileSync(`${alice.directory}/once-more.tar`).equals(readFileSync(path))).toBe(true);
  expect([countOf(alice, "HandOver"), countOf(bob, "AcceptHandover")]).toEqual([1, 1]);
  await leave(hers);
  await leave(his);
  await agree(alice, bob, "AcceptHandover");
});

async function acceptAll(terminal: Terminal, path: string): Promise<void> {
  enterLine(terminal, `handover take ${path}`);
  await terminal.see("▸What the file is");
  terminal.press("y");
  await terminal.see("▸Take over the shift");
  await readAll(terminal);
  terminal.press("A");
  await terminal.see("Type accept to accept:");
  await acceptedHere(terminal);
}

test("the screens of a handover are Japanese where the console is", async () => {
  using alice = new OperatorHome();
  using bob = new OperatorHome();
  const env = { LANG: "ja_JP.UTF-8" };
  await using hers = await outgoingDesk(alice, { env });
  enterLine(hers, "handover -o shift.tar");
  await hers.see("▸シフトの引き継ぎ");
  await hers.see(/ › 実施した操作 +なし$/m);
  hers.press("s");
  await hers.see("はい、署名する");
  hers.press("y");
  await hers.see("で引き継ぎました。");
  await using his = await incomingDesk(bob, { env });
  await his.see("引き継ぎ待ち");
  enterLine(his, `handover take ${alice.directory}/shift.tar`);
  await his.see("▸ファイルの検証結果");
  his.press("y");
  await his.see("▸シフトの受領");
  his.press("esc");
  await his.gone("▸シフトの受領");
  enterLine(his, "handover waive 前任者がいない");
  await his.see("引き継ぎなしでシフトを開始します");
  await his.see("読み書き可");
});
