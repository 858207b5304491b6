import { expect } from "vitest";
import type { Entry } from "#domain/entry.js";
import { makeCertificate } from "../rigs/certificates.js";
import type { TcpProxy } from "../rigs/tcp-proxy.js";
import type { Terminal } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { type ShiftDesk, soon } from "./shift-desk.js";

const MINUTE_MS = 60_000;
const SAID_LOUDLY = /▸CERTIFICATE_CHANGED/u;

/** The server ends the session; C logs in again. */
export async function sessionEnded(desk: ShiftDesk): Promise<void> {
  const { journal, site } = desk;
  const { last } = journal;
  await site.vcsim.endSessions();
  await desk.terminal.see(/! SESSION ENDED/);
  await desk.noticed("SessionEnded", last);
  await logInAgain(desk, "SESSION_ENDED");
}

/** What C is for, once a session is over. */
async function logInAgain(desk: ShiftDesk, endedBy: string): Promise<void> {
  const { last } = desk.journal;
  await desk.pressC();
  await desk.isWell();
  const login = await desk.journal.after(last, "the Login", isLoginOutcome);
  expect(login).toMatchObject({ RST: { status: "OK" }, BEF: { endedBy, consent: "operator" } });
}

function isLoginOutcome({ OPR, phase }: Entry): boolean {
  return OPR === "Login" && phase === "outcome";
}

/** The server takes a call and its task fails, and refuses another one: NG, both, and nothing was done. */
export async function serverFails(desk: ShiftDesk, lines: readonly [string, string]): Promise<void> {
  const { vcsim } = desk.site;
  const [failing, refused] = lines;
  await vcsim.failTask("ReconfigVM_Task", { fault: "InvalidState" });
  expect((await desk.work(failing))[0]?.RST).toMatchObject({ status: "NG", code: "TASK_FAILED" });
  await vcsim.injectFault("ReconfigVM_Task", { fault: "TaskInProgress" });
  expect((await desk.work(refused))[0]?.RST).toMatchObject({ status: "NG", code: "SERVER_FAULT" });
}

/** The server ends the session while its task runs: UNKNOWN, until the next Login has looked it up. */
export async function sessionEndedUnderWay(desk: ShiftDesk, line: string): Promise<void> {
  const { vcsim } = desk.site;
  await vcsim.holdTasks();
  const intent = await desk.ask(line);
  await desk.isWatched(intent);
  await vcsim.endSessions();
  const [outcome] = await desk.outcomesOf(line, intent.seq);
  expect(outcome?.RST).toMatchObject({ status: "UNKNOWN", code: "CONNECTION_LOST" });
  await desk.terminal.see(/! SESSION ENDED/);
  await vcsim.releaseTasks();
  await logInAgain(desk, "SESSION_ENDED");
  const recovery = await desk.journal.after(intent.seq, "its recovery", recoveryOf(intent));
  expect(recovery.RST?.status).toBe("OK");
}

function recoveryOf(intent: Entry): (entry: Entry) => boolean {
  return ({ phase, ref }) => phase === "recovery" && ref === intent.id;
}

/** The network is gone, by FIN or RST, and comes back: what runs at the server goes on, and its end is seen. */
export async function cut(
  desk: ShiftDesk,
  network: TcpProxy,
  how: "drop" | "reset",
  line: string,
): Promise<void> {
  const { terminal, journal } = desk;
  const { vcsim } = desk.site;
  await vcsim.holdTasks();
  const intent = await desk.ask(line);
  await desk.isWatched(intent);
  const { last } = journal;
  network.refuse();
  network[how]();
  await desk.noticed("ConnectionLost", last);
  await terminal.see(/! CONNECTION LOST, tried \d+ time/);
  // What is typed meanwhile is not taken, and nothing is recorded of it.
  enterLine(terminal, "start @vm-1");
  await terminal.see("the connection is lost, and is looked for; C tries at once");
  await vcsim.releaseTasks();
  await network.restore();
  await desk.pressC();
  await desk.noticed("ConnectionRestored", last);
  await desk.isWell();
  const [outcome] = await desk.outcomesOf(line, intent.seq);
  expect(outcome?.RST?.status).toBe("OK");
}

/** Nothing gets through for less time than it takes to notice: nothing is lost but time. */
export async function shortStall(desk: ShiftDesk, network: TcpProxy, line: string): Promise<void> {
  const { proxy } = desk.site;
  proxy.on("ReconfigVM_Task", { kind: "hook", beforeForward: () => network.stall() });
  const intent = await desk.ask(line);
  await desk.isUnderWay(intent);
  await soon(
    "bytes to be held",
    network.until(({ heldBytes }) => heldBytes > 0),
  );
  network.release();
  const [outcome] = await desk.outcomesOf(line, intent.seq);
  expect(outcome?.RST?.status).toBe("OK");
}

/** The connections break when the server has done what was asked, before it has said so. */
export async function lostReply(desk: ShiftDesk, network: TcpProxy, line: string): Promise<void> {
  const { proxy } = desk.site;
  proxy.on("ReconfigVM_Task", { kind: "hook", beforeAnswer: () => network.drop() });
  const intent = await desk.ask(line);
  const [outcome] = await desk.outcomesOf(line, intent.seq);
  expect(outcome?.RST).toMatchObject({ status: "UNKNOWN", code: "CONNECTION_LOST" });
  const recovery = await desk.journal.after(intent.seq, "its recovery", recoveryOf(intent));
  expect(recovery.RST).toMatchObject({ status: "OK", code: "TASK_FOUND" });
  await desk.isWell();
}

/** What is asked is held on its way and lost with the connections: the server never hears of it, and nobody can know. */
export async function lostCall(desk: ShiftDesk, network: TcpProxy, line: string): Promise<void> {
  const { seq } = await desk.ask(line, 1, () => network.stall());
  await soon(
    "bytes to be held",
    network.until(({ heldBytes }) => heldBytes > 0),
  );
  network.drop();
  network.release();
  const [outcome] = await desk.outcomesOf(line, seq);
  expect(outcome?.RST).toMatchObject({ status: "UNKNOWN", code: "CONNECTION_LOST" });
  await desk.isWell();
}

/**
 * Nothing gets through for longer than it takes to notice, and then the connections break, while a command for several
 * machines runs: some of its calls were done and their answers held, others were held on their way there.
 */
export async function longStall(desk: ShiftDesk, network: TcpProxy): Promise<void> {
  const { terminal, journal, site } = desk;
  const [targets, line] = [7, "stop *_VM1*"];
  await desk.work("start *_VM1*", targets);
  const { last } = journal;
  site.proxy.on("PowerOffVM_Task", { kind: "hook", beforeForward: () => network.stall() });
  const intent = await desk.ask(line, targets);
  await desk.noticed("ConnectionLost", last);
  await terminal.see(/! CONNECTION LOST, tried \d+ time/);
  network.drop();
  network.release();
  await desk.noticed("ConnectionRestored", last);
  const outcomes = await desk.outcomesOf(line, intent.seq, targets);
  expect(outcomes.map(({ RST }) => RST?.status)).toContain("UNKNOWN");
  await desk.isWell();
}

/** Another certificate: nothing is sent to whoever shows it, also not when the operator asks; with the old one C logs in. */
export async function certificateChanged(desk: ShiftDesk, network: TcpProxy): Promise<void> {
  const { terminal, journal } = desk;
  const { proxy, vcsim } = desk.site;
  const { last } = journal;
  // What was on its way to the old certificate has arrived by then: only what comes after it counts.
  network.refuse();
  network.drop();
  await expect.poll(() => proxy.openConnections).toBe(0);
  proxy.show(makeCertificate());
  proxy.resetCalls();
  await network.restore();
  const ended = await desk.noticed("SessionEnded", last);
  expect(ended.RST).toMatchObject({ status: "NG", code: "CERTIFICATE_CHANGED" });
  await readAndClose(terminal, SAID_LOUDLY);
  await terminal.see(/! SESSION ENDED/);
  await terminal.see("day: CERTIFICATE_CHANGED. What is shown is from before. C logs in again.");
  await desk.pressC();
  const refused = await journal.after(ended.seq, "the Login", isLoginOutcome);
  expect(refused.RST).toMatchObject({ status: "NG", code: "CERTIFICATE_CHANGED" });
  await readAndClose(terminal, SAID_LOUDLY);
  expect(proxy.calls()).toEqual([]);
  proxy.show({ cert: vcsim.caPem, key: vcsim.keyPem });
  await logInAgain(desk, "CERTIFICATE_CHANGED");
}

async function readAndClose(terminal: Terminal, title: RegExp): Promise<void> {
  await terminal.see(title);
  terminal.press("esc");
  await terminal.gone(title);
}

/** The server ends the session of a profile that wants another one, whoever is there to ask for it. */
export async function openedAgain(desk: ShiftDesk): Promise<void> {
  const { last } = desk.journal;
  await desk.site.vcsim.endSessions();
  await desk.noticed("SessionEnded", last);
  await desk.terminal.see(/! SESSION ENDED/);
  await isOpenedAgain(desk, last);
}

async function isOpenedAgain(desk: ShiftDesk, since: number): Promise<void> {
  const login = await desk.journal.after(since, "the Login", isLoginOutcome);
  expect(login).toMatchObject({
    RST: { status: "OK" },
    BEF: { endedBy: "SESSION_ENDED", consent: "profile" },
  });
  await desk.isWell();
}

/** The lid is closed for an hour: meanwhile the server ends the session, and the network forgets the connections. */
export async function sleep(desk: ShiftDesk, network: TcpProxy): Promise<void> {
  const { terminal, probed, journal } = desk;
  const { last } = journal;
  terminal.kill("SIGSTOP");
  await desk.site.vcsim.endSessions();
  network.reset();
  probed.sendShift(terminal, 60 * MINUTE_MS);
  terminal.kill("SIGCONT");
  await desk.noticed("SessionEnded", last);
  await isOpenedAgain(desk, last);
}

/** The clock is set, the server's is not: what is done next says by how much they differ, and that by the new time. */
export async function clockSet(desk: ShiftDesk, minutes: number, line: string): Promise<void> {
  const { terminal, probed } = desk;
  await probed.shiftClock(terminal, minutes * MINUTE_MS);
  const intent = await desk.ask(line);
  // By the test's own clock, which is the server's.
  const shifted = Date.parse(intent.STR) - Date.now();
  const [outcome] = await desk.outcomesOf(line, intent.seq);
  expect(outcome?.RST).toEqual({ status: "OK" });
  expect(Math.abs(shifted - probed.shiftMs), `by ${intent.STR}`).toBeLessThan(MINUTE_MS);
  expect(Math.abs(intent.clock! + probed.shiftMs), `clock ${intent.clock}`).toBeLessThan(MINUTE_MS);
}
