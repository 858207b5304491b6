import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import type { Caller } from "#providers/libvirt/caller.js";
import { DRIVERS } from "#providers/libvirt/drivers.js";
import { cancelJob } from "#providers/libvirt/jobs/cancel.js";
import { Jobs } from "#providers/libvirt/jobs/jobs.js";
import { LibvirtError } from "#providers/libvirt/rpc/libvirt-error.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { RunningGuess } from "#providers/libvirt/running-guess.js";
import { Bell } from "#providers/libvirt/waits/bell.js";
import { Waits } from "#providers/libvirt/waits/waits.js";

const ID = "7aada394-0c65-4f7c-9963-351c056af113";

const said = (code: number, message: string) => {
  const error = new LibvirtError({ code, domain: 10, level: 2, message });
  return failure("SERVER_FAULT", { fault: error.fault, message }, error);
};

/** A server that answers calls by their procedures' numbers. */
function server(answers: Readonly<Record<number, () => unknown>>) {
  const asked: number[] = [];
  const caller: Caller = {
    call: async ({ number }) => {
      asked.push(number);
      const answer = answers[number];
      if (answer === undefined) throw said(3, "not supported");
      return answer() as never;
    },
  };
  const jobs = new Jobs();
  const over = new AbortController();
  const host = { id: "kvm-1", uuid: null, name: "kvm-1", guests: [] };
  const reading = { caller, driver: DRIVERS.qemu, host, running: new RunningGuess() };
  const waits = new Waits({ reading, jobs, bell: new Bell(), over: over.signal });
  return { asked, caller, jobs, over, waits };
}

test("what becomes of a task can be asked for as often as one likes, before and after its end", async () => {
  const { jobs, waits } = server({});
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const task = jobs.begin({ machine: null, run: () => promise });
  const first = waits.ended(task);
  await expect(waits.ended(task, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "GAVE_UP_WAITING",
  });
  resolve("made");
  const end = { failed: null, made: "made" };
  expect([await first, await waits.ended(task)]).toEqual([end, end]);
  await expect(waits.ended({ id: "job-99" })).rejects.toMatchObject({ code: "SERVER_FAULT" });
});

test("of thousands that have ended the newest are there, and of those that last all", async () => {
  const { jobs } = server({});
  const lasting = jobs.begin({ machine: ID, run: () => new Promise(() => undefined) });
  const done = [];
  for (let count = 0; count < 3_000; count += 1) done.push(await jobs.finish(() => Promise.resolve(null)));
  await Promise.all(done.slice(-1_000).map(({ id }) => jobs.find(id).ended));
  const found = [lasting, ...done].filter(({ id }) => {
    try {
      return jobs.find(id).id === id;
    } catch {
      return false;
    }
  });
  expect(found).toEqual([lasting, ...done.slice(-1_000)]);
});

test("what the server refuses, and what was never sent, are how a task ends; what nobody knows is not", async () => {
  const { jobs, waits } = server({});
  const failing = (error: Error) =>
    waits.ended(jobs.begin({ machine: null, run: () => Promise.reject(error) }));
  expect(await failing(said(55, "domain is not running"))).toEqual({
    failed: { fault: "VIR_ERR_OPERATION_INVALID", message: "domain is not running", cancelled: false },
    made: null,
  });
  expect((await failing(said(78, "canceled by client"))).failed).toMatchObject({ cancelled: true });
  expect((await failing(failure("NOT_SENT", { cause: "ssh has ended" }))).failed).toEqual({
    fault: "NOT_SENT",
    message: "ssh has ended",
    cancelled: false,
  });
  await expect(failing(failure("CONNECTION_LOST", { cause: "cut" }))).rejects.toMatchObject({
    code: "CONNECTION_LOST",
  });
});

test("a short call is waited for: its error is the call's, and its task has ended", async () => {
  const { jobs, waits } = server({});
  const refused = jobs.finish(() => Promise.reject(said(55, "domain is already running")));
  await expect(refused).rejects.toMatchObject({ code: "SERVER_FAULT" });
  const task = await jobs.finish(() => Promise.resolve(null));
  expect(await waits.ended(task)).toEqual({ failed: null, made: null });
});

test("progress is told as the server tells it, never backwards, and asked for no more after the end", async () => {
  const remaining = [75, 80, 50];
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const { jobs, waits, asked } = server({
    [PROCEDURES.domainGetJobInfo.number]: () => {
      const dataRemaining = remaining.shift();
      if (dataRemaining === undefined) return { type: 0, dataTotal: 0, dataRemaining: 0 };
      return { type: 2, dataTotal: 100, dataRemaining };
    },
  });
  const told: number[] = [];
  const task = jobs.begin({ machine: ID, run: () => promise });
  const onProgress = (percent: number) => {
    told.push(percent);
    if (percent === 50) resolve(null);
  };
  await waits.ended(task, { onProgress });
  expect(told).toEqual([25, 50]);
  const { length } = asked;
  await waits.ended(task, { onProgress });
  expect(asked).toHaveLength(length);
});

test("a driver that tells no progress is not asked again", async () => {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const { jobs, waits, asked } = server({});
  const ended = waits.ended(jobs.begin({ machine: ID, run: () => promise }), { onProgress: () => undefined });
  await expect.poll(() => asked).toEqual([PROCEDURES.domainGetJobInfo.number]);
  resolve(null);
  await ended;
});

test("a task that keeps a machine busy is cancelled there; others, and what has ended, are not", async () => {
  const { caller, jobs, asked } = server({ [PROCEDURES.domainAbortJob.number]: () => ({}) });
  const lasting = () => new Promise<null>(() => undefined);
  await cancelJob(caller, jobs, jobs.begin({ machine: ID, run: lasting }));
  expect(asked).toEqual([PROCEDURES.domainAbortJob.number]);
  const copying = jobs.begin({ machine: null, run: lasting });
  await expect(cancelJob(caller, jobs, copying)).rejects.toMatchObject({ code: "SERVER_FAULT" });
  const done = await jobs.finish(() => Promise.resolve(null));
  await expect(cancelJob(caller, jobs, done)).rejects.toMatchObject({ code: "SERVER_FAULT" });
  expect(asked).toHaveLength(1);
});

test("when the session is over, so is every wait", async () => {
  const { jobs, waits, over } = server({});
  const task = jobs.begin({ machine: null, run: () => new Promise(() => undefined) });
  const ended = waits.ended(task);
  const shown = waits.watch({ kind: "machine", id: ID }, () => false, 60_000);
  over.abort(failure("SESSION_ENDED", {}));
  await expect(ended).rejects.toMatchObject({ code: "SESSION_ENDED" });
  await expect(shown).rejects.toMatchObject({ code: "SESSION_ENDED" });
});
