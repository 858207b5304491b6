import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { Journal } from "#journal/journal.js";
import { perform } from "#session/funnel.js";
import { Trail } from "#session/trail.js";
import { Desk, inWords } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { funnelOn } from "./funnel-on.js";
import { lookedAt, planned } from "./planned.js";

test("intent on the disk, the call, its end, the outcome", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const onDisk: Record<string, string[]> = {};
  for (const call of ["run", "settle"]) {
    provider.twists[call] = () => {
      onDisk[call] = desk.entries().map(({ phase }) => phase);
    };
  }
  const { intent, outcome, error, seen } = await perform(funnelOn(desk, provider), await planned(provider));

  expect(provider.calls).toEqual(["run", "settle"]);
  expect(onDisk).toEqual({ run: ["intent"], settle: ["intent"] });
  expect(desk.entries()).toEqual([intent, outcome]);
  expect(provider.operationIds).toEqual([intent.id]);
  expect(intent).toMatchObject({
    OPR: "StartVM",
    ask: "start web-01",
    HST: { host: "esx-01.example" },
    TGT: { id: "vm-42", name: "web-01" },
    BEF: { name: "web-01", power: "off" },
  });
  expect(outcome).toMatchObject({
    ref: intent.id,
    STR: intent.STR,
    BEF: { power: "off" },
    AFT: { name: "web-01", power: "on" },
    RST: { status: "OK" },
    task: "task-1",
  });
  expect(error).toBeNull();
  expect(seen).toMatchObject({ after: { power: "on" }, shown: true });
});

test("AFT is what the server reports, not what was asked for", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.twists.settle = () => {
    provider.machine = facts({ cpus: 3 });
  };
  const plan = await planned(provider, { name: "ModifyCPU", cpus: 4 });
  expect((await perform(funnelOn(desk, provider), plan)).outcome.AFT).toEqual({ name: "web-01", cpus: 3 });
});

test("a task that succeeds, and whose change does not show, is OK with a warning", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.twists.settle = () => {
    provider.machine = facts();
  };
  const { outcome, error } = await perform(funnelOn(desk, provider), await planned(provider));
  expect(outcome).toMatchObject({ RST: { status: "OK", code: "CHANGE_NOT_SHOWN" }, AFT: { power: "off" } });
  expect(error?.problem).toMatchObject({ code: "CHANGE_NOT_SHOWN", facts: { of: "TASK" } });
});

test("nothing is sent when the intent cannot be written", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  desk.journal.append = () => {
    throw failure("JOURNAL_UNWRITABLE", { directory: desk.directory, cause: "ENOSPC" });
  };
  await expect(perform(funnelOn(desk, provider), await planned(provider))).rejects.toMatchObject({
    code: "JOURNAL_UNWRITABLE",
  });
  expect(provider.calls).toEqual([]);
});

test("nothing is sent when the journal has been closed", async () => {
  const desk = new Desk();
  const provider = new FakeProvider();
  desk.journal.close();
  await expect(perform(funnelOn(desk, provider), await planned(provider))).rejects.toMatchObject({
    code: "JOURNAL_UNWRITABLE",
  });
  expect(provider.calls).toEqual([]);
});

test("what was done and cannot be recorded is said, with what became of it, and is not done again", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const lost = failure("JOURNAL_FAILED", { directory: desk.directory, cause: "EIO" });
  const append = desk.journal.append.bind(desk.journal);
  const failing = {
    append: (...args: Parameters<Journal["append"]>) => {
      if (args[0].phase === "outcome") throw lost;
      return append(...args);
    },
  } as Journal;
  const { os, console, key, session } = {
    os: "o",
    console: "c",
    key: desk.signer.fingerprint,
    session: desk.session,
  };
  const circumstances = { os, console, key, session, endpoint: "e", platform: "vsphere" };
  const trail = new Trail(failing, circumstances, "operator");
  const performed = perform(funnelOn({ trail }, provider), await planned(provider));
  await expect(performed).rejects.toMatchObject({
    problem: {
      code: "OUTCOME_NOT_RECORDED",
      facts: { operation: "StartVM", name: "web-01", status: "OK", cause: inWords(lost) },
    },
    cause: lost,
  });
  expect(provider.calls).toEqual(["run", "settle"]);
  expect(desk.entries().map(({ phase }) => phase)).toEqual(["intent"]);
});

test("a task that failed is NG, with the target as it is then", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.failed = { fault: "InvalidState", message: "not now", cancelled: false };
  const { outcome, error } = await perform(funnelOn(desk, provider), await planned(provider));
  expect(outcome).toMatchObject({
    RST: { status: "NG", code: "TASK_FAILED", fault: "InvalidState", message: "in words: TASK_FAILED" },
    AFT: { power: "off" },
    task: "task-1",
  });
  expect(error?.code).toBe("TASK_FAILED");
});

test("what a task of the program's own could not send is told as not sent, and not as the server's word", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.failed = { fault: "NOT_SENT", message: "ssh has ended", cancelled: false };
  const { outcome, error } = await perform(funnelOn(desk, provider), await planned(provider));
  expect(outcome).toMatchObject({ RST: { status: "NG", code: "NOT_SENT" }, AFT: { power: "off" } });
  expect(error?.problem).toEqual({ code: "NOT_SENT", facts: { cause: "ssh has ended" } });
});

test("what was done by half is told as that, whatever shows", async () => {
  for (const fault of ["VOLUME_LEFT", "HALF_DONE", "CLONE_NOT_STARTED"]) {
    using desk = new Desk();
    const provider = new FakeProvider();
    const plan = await planned(provider);
    provider.machine = facts({ power: "on" });
    provider.failed = { fault, message: "images/web.qcow2 may be there still", cancelled: false };
    const { outcome } = await perform(funnelOn(desk, provider), plan);
    expect(outcome).toMatchObject({
      BEF: { power: "off" },
      AFT: { power: "on" },
      RST: { status: "NG", code: "TASK_FAILED", fault },
    });
  }
});

test("what the server says has failed, and shows all the same, is NG and told as both", async () => {
  const said = { fault: "VIR_ERR_SYSTEM_ERROR", message: "Read-only file system" };
  for (const once of ["call", "task"] as const) {
    using desk = new Desk();
    const provider = new FakeProvider();
    const plan = await planned(provider);
    provider.machine = facts({ power: "on" });
    if (once === "call") provider.twists.run = failure("SERVER_FAULT", said);
    else provider.failed = { ...said, cancelled: false };
    const { outcome, error } = await perform(funnelOn(desk, provider), plan);
    expect(outcome).toMatchObject({
      BEF: { power: "off" },
      AFT: { power: "on" },
      RST: { status: "NG", code: "FAILED_YET_SHOWN", fault: said.fault },
    });
    expect(error?.problem).toEqual({ code: "FAILED_YET_SHOWN", facts: { name: "web-01", ...said } });
  }
});

test("a plan that says it would be refused is refused, and recorded", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const refusal = { code: "IS_TEMPLATE", facts: { name: "web-01" } } as const;
  const { outcome } = await perform(
    funnelOn(desk, provider),
    await planned(provider, undefined, facts(), { refusal }),
  );
  expect(outcome).toMatchObject({ RST: { status: "REFUSED", code: "IS_TEMPLATE" }, AFT: { power: "off" } });
  expect(provider.calls).toEqual([]);
});

test("an operator who has given up begins nothing", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const { outcome } = await perform(funnelOn(desk, provider), await planned(provider), {
    signal: AbortSignal.abort(),
  });
  expect(outcome.RST).toMatchObject({ status: "REFUSED", code: "STOPPED_BY_OPERATOR" });
  expect(provider.calls).toEqual([]);
});

const CHANGED: Partial<MachineFacts> = {
  toolsRunning: false,
  uuid: "4210",
  name: "web-02",
  parent: "folder-prod",
  host: "host-2",
  power: "suspended",
  template: true,
  reachable: false,
  cpus: 3,
  memoryMiB: 8,
  coresPerSocket: 2,
  cpuHotAdd: true,
  cpuHotRemove: true,
  memoryHotAdd: true,
  changeVersion: "2",
};
test.each(Object.entries(CHANGED))("a plan looked at for a while: %s is now %s", async (key, value) => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.machine = facts({ [key]: value });
  const { outcome } = await perform(
    funnelOn(desk, provider),
    await planned(provider, undefined, facts(), lookedAt(2_001)),
  );
  expect(outcome.RST).toMatchObject({ status: "REFUSED", code: "TARGET_CHANGED" });
  expect(provider.calls).toEqual(["read"]);
});

test("a plan looked at for a while, and all is as it was", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const { outcome } = await perform(
    funnelOn(desk, provider),
    await planned(provider, undefined, facts(), lookedAt(2_001)),
  );
  expect(outcome.RST).toEqual({ status: "OK" });
  expect(provider.calls).toEqual(["read", "run", "settle"]);
});

test("a plan looked at for a while, and the target cannot be read again", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.twists.read = failure("CONNECTION_LOST", { cause: "a test" });
  const { outcome } = await perform(
    funnelOn(desk, provider),
    await planned(provider, undefined, facts(), lookedAt(2_001)),
  );
  expect(outcome.RST).toMatchObject({ status: "REFUSED", code: "NOT_SENT" });
  expect(provider.calls).toEqual(["read"]);
});
