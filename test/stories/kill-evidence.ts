import { expect } from "vitest";
import type { Entry, Facts, Status } from "#domain/entry.js";
import { verifyJournal } from "#journal/verify.js";
import type { Operator } from "./kill-operator.js";
import type { KillScene } from "./kill-scene.js";

/** The calls of this part that change something, and which property of a machine each changes. */
export const MUTATIONS: Readonly<Record<string, string>> = {
  StartVM: "PowerOnVM_Task",
  StopVM: "PowerOffVM_Task",
  RenameVM: "Rename_Task",
  ModifyCPU: "ReconfigVM_Task",
  ModifyMemory: "ReconfigVM_Task",
};

/** Every mutating call that the server has seen from Shoseki is announced by an intent; none was sent twice. */
export async function expectEveryCallAnnounced(scene: KillScene, operator: Operator): Promise<void> {
  const calls = await scene.vcsim.calls(
    ({ method, userAgent }) => Object.values(MUTATIONS).includes(method) && !userAgent.startsWith("govc"),
  );
  const ids = calls.map(({ operationId }) => operationId);
  const announced = operator.entries().filter(({ phase }) => phase === "intent");
  expect(announced.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  expect(new Set(ids).size).toBe(ids.length);
}

/** `shoseki verify` calls the journal sound; answers what it finds beside that. */
export async function expectSound(operator: Operator): Promise<{ open: { id: string }[]; torn: string[] }> {
  const ran = await operator.home.run(["verify", "--json"]);
  expect(ran, ran.out + ran.err).toMatchObject({ code: 0 });
  return JSON.parse(ran.out) as { open: { id: string }[]; torn: string[] };
}

/** The same by the journal's own verification, without a program for it; answers the intents of which nothing has been said since. */
export async function openWhereSound({ home }: Operator): Promise<Entry[]> {
  const { fault, unresolved } = await verifyJournal(home.journal);
  expect(fault).toBeNull();
  return unresolved.filter(({ recovery }) => recovery === null).map(({ intent }) => intent);
}

/** The intents that nothing has resolved, read from the lines and not by the program. */
export function openIntents(entries: readonly Entry[]): Entry[] {
  const resolved = new Set(
    entries
      .filter(({ phase, RST }) => phase === "recovery" || (phase === "outcome" && RST?.status !== "UNKNOWN"))
      .map(({ ref }) => ref),
  );
  return entries.filter(({ phase, id }) => phase === "intent" && !resolved.has(id));
}

/** `verify` calls the journal sound, and tells of the intents that were looked up in vain, each with the entry that says so. */
export async function expectLookedUp(operator: Operator): Promise<void> {
  const { fault, unresolved } = await verifyJournal(operator.home.journal);
  expect(fault).toBeNull();
  const inVain = operator
    .entries()
    .filter(({ phase, RST }) => phase === "recovery" && RST?.status === "UNKNOWN")
    .map(({ ref, id }) => [ref, id]);
  expect(unresolved.map(({ intent, recovery }) => [intent.id, recovery?.id]).sort()).toEqual(inVain.sort());
}

/** What became of an intent, by the server's log and the other client. */
export interface Truth {
  readonly status: Status;
  readonly after: Facts;
  readonly task?: string;
}

/** Holds while the intent's machine has had no later task of its kind. */
export async function truthOf(scene: KillScene, intent: Entry): Promise<Truth> {
  const target = intent.TGT.id;
  const method = MUTATIONS[intent.OPR];
  if (target === null || method === undefined) return { status: "UNKNOWN", after: {} };
  const machine = await scene.machine(target);
  const after = Object.fromEntries(
    Object.entries(machine).filter(([key]) => Object.hasOwn(intent.BEF ?? {}, key)),
  ) as Facts;
  const sent = await scene.vcsim.calls(({ operationId }) => operationId === intent.id);
  if (sent.length === 0) return { status: "UNKNOWN", after };
  const task = (await scene.tasksOf(target)).findLast(({ name }) => name === method)!;
  return { status: task.state === "success" ? "OK" : "NG", after, task: task.key };
}

/**
 * The next Login says once of each open intent what became of it, and says the truth; the Login after it says nothing
 * more. Answers the recovery entries.
 */
export async function expectRecovered(scene: KillScene, operator: Operator): Promise<Entry[]> {
  const open = openIntents(operator.entries());
  const added = await operator.logInAgain();
  const recoveries = added.filter(({ phase, TGT }) => phase === "recovery" && TGT.kind !== "Journal");
  expect(recoveries.map(({ ref }) => ref)).toEqual(open.map(({ id }) => id));
  for (const [index, intent] of open.entries()) {
    const { status, after, task } = await truthOf(scene, intent);
    const { OPR, STR, TGT, BEF, ask } = intent;
    expect(recoveries[index]).toMatchObject({ OPR, STR, TGT, RST: { status }, AFT: after });
    expect(recoveries[index]).toMatchObject({ BEF: BEF ?? {}, ...(ask === undefined ? {} : { ask }) });
    expect(recoveries[index]?.task).toBe(task);
  }
  await expectLookedUp(operator);
  // Where there was nothing to say the first has said nothing already.
  if (open.length === 0) return [];
  const more = await operator.logInAgain();
  expect(more.filter(({ phase, TGT }) => phase === "recovery" && TGT.kind !== "Journal")).toEqual([]);
  return recoveries;
}
