import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failure } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { Patience, Settled } from "#providers/mutation.js";
import type { Subject } from "#providers/subject.js";
import type { ObjectUpdate } from "#providers/vsphere/property-collector.js";
import { TaskWatch } from "#providers/vsphere/tasks/task-watch.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { propertiesOf, xml } from "../values.js";

const VIEW = { type: "ListView", id: "view-1" };
const MACHINE = { type: "VirtualMachine", id: "vm-1" };

const EMPTY = { name: "ModifyListViewResponse", children: [] };
const SUBJECT: Subject<"machine"> = { kind: "machine", id: "vm-1" };

/** A client that only knows ModifyListView, and answers when it is told to. */
class ListViewClient {
  readonly calls: string[] = [];
  answer: (args: string) => Promise<unknown> = async () => EMPTY;

  async read(method: string, _self: unknown, args: string): Promise<unknown> {
    expect(method).toBe("ModifyListView");
    this.calls.push(args);
    return await this.answer(args);
  }
}

const update = (
  kind: ObjectUpdate["kind"],
  moref: ObjectUpdate["moref"],
  texts: Record<string, string>,
): ObjectUpdate => ({
  kind,
  moref,
  properties: propertiesOf(texts),
  unset: [],
});
const task = (id: string, state: string, kind: ObjectUpdate["kind"] = "enter") =>
  update(kind, { type: "Task", id }, { "info.state": state });
const machine = (cpus: number, kind: ObjectUpdate["kind"] = "enter") =>
  update(kind, MACHINE, { name: "web", "config.hardware.numCPU": String(cpus) });

describe("waiting for a task by push", () => {
  let client: ListViewClient;
  let watch: TaskWatch;
  beforeEach(() => {
    client = new ListViewClient();
    watch = new TaskWatch(client as unknown as VimClient, VIEW);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const wait = (id: string, cpus: number, patience?: Patience): Promise<Settled<MachineFacts>> =>
    watch.settled({ id }, SUBJECT, (facts) => facts.cpus === cpus, patience);

  test("ends with the task and the target that shows the change, for one call", async () => {
    const settled = wait("task-1", 4);
    watch.onUpdates([task("task-1", "running"), machine(2)]);
    watch.onUpdates([task("task-1", "success", "modify")]);
    watch.onUpdates([machine(4, "modify")]);
    expect(await settled).toMatchObject({ failed: null, after: { id: "vm-1", cpus: 4 } });
    expect(client.calls).toEqual(['<add type="Task">task-1</add><add type="VirtualMachine">vm-1</add>']);
  });

  test("the push may be faster than the answer to the call that asks for it", async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    client.answer = () => promise;
    const settled = wait("task-1", 4);
    watch.onUpdates([task("task-1", "success"), machine(4)]);
    resolve(EMPTY);
    expect(await settled).toMatchObject({ failed: null, after: { cpus: 4 } });
  });

  test("a task that fails ends it at once, with the target as it is", async () => {
    const settled = wait("task-1", 4);
    const error = { name: "val", xsiType: null, type: null, text: "", children: [] };
    const failed = task("task-1", "error");
    failed.properties.set("info.error", {
      ...error,
      children: [
        { ...error, name: "fault", xsiType: "NoDiskSpace" },
        { ...error, name: "localizedMessage", text: "full" },
      ],
    });
    watch.onUpdates([machine(2), failed]);
    expect(await settled).toMatchObject({
      failed: { fault: "NoDiskSpace", message: "full" },
      after: { cpus: 2 },
    });
  });

  test("a target that never shows it is not waited for for ever: what it shows is what is recorded", async () => {
    vi.useFakeTimers();
    const settled = wait("task-1", 4);
    watch.onUpdates([task("task-1", "success"), machine(2)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await settled).toMatchObject({ failed: null, after: { cpus: 2 } });
  });

  test("a target that is gone is null", async () => {
    vi.useFakeTimers();
    const settled = wait("task-1", 4);
    watch.onUpdates([task("task-1", "running"), machine(2)]);
    watch.onUpdates([update("leave", MACHINE, {}), task("task-1", "success", "modify")]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await settled).toEqual({ failed: null, after: null });
  });

  test("what is no longer watched goes off the list with the next call, and costs none", async () => {
    const first = wait("task-1", 4);
    watch.onUpdates([task("task-1", "success"), machine(4)]);
    await first;
    const second = wait("task-2", 8);
    watch.onUpdates([task("task-2", "success"), machine(8, "modify")]);
    await second;
    expect(client.calls).toHaveLength(2);
    expect(client.calls[1]).toBe('<add type="Task">task-2</add><remove type="Task">task-1</remove>');
  });

  test("two at once on one target: one that ends leaves the other's target watched", async () => {
    const [first, second] = [wait("task-1", 4), wait("task-2", 8)];
    watch.onUpdates([task("task-1", "success"), task("task-2", "running"), machine(4)]);
    await first;
    watch.onUpdates([machine(4, "modify")]);
    const third = wait("task-3", 16);
    expect(client.calls.at(-1)).not.toContain('<remove type="VirtualMachine">');
    watch.onUpdates([task("task-2", "success", "modify"), task("task-3", "success"), machine(8, "modify")]);
    expect(await second).toMatchObject({ after: { cpus: 8 } });
    watch.onUpdates([machine(16, "modify")]);
    expect(await third).toMatchObject({ after: { cpus: 16 } });
  });

  test("the call fails: so does the wait, and the next one asks again", async () => {
    client.answer = () => Promise.reject(failure("SESSION_ENDED", {}));
    await expect(wait("task-1", 4)).rejects.toMatchObject({ code: "SESSION_ENDED" });
    client.answer = async () => EMPTY;
    const again = wait("task-1", 4);
    watch.onUpdates([task("task-1", "success"), machine(4)]);
    await again;
    expect(client.calls[1]).toContain('<add type="Task">task-1</add>');
  });

  test("the stream is lost: every wait ends, and no new one begins", async () => {
    const waiting = wait("task-1", 4);
    watch.lost(failure("CONNECTION_LOST", { cause: "reset" }));
    await expect(waiting).rejects.toMatchObject({ code: "CONNECTION_LOST" });
    await expect(wait("task-2", 4)).rejects.toMatchObject({ code: "CONNECTION_LOST" });
    expect(client.calls).toHaveLength(1);
  });

  test("the way to the server is gone when it is asked: it is asked again, and so waited for", async () => {
    vi.useFakeTimers();
    client.answer = () => Promise.reject(failure("NOT_SENT", { cause: "refused" }));
    const waiting = wait("task-1", 4);
    await vi.advanceTimersByTimeAsync(100);
    expect(client.calls).toHaveLength(2);
    client.answer = async () => EMPTY;
    watch.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(client.calls).toHaveLength(3);
    expect(new Set(client.calls).size).toBe(1);
    watch.onUpdates([task("task-1", "success"), machine(4)]);
    expect(await waiting).toMatchObject({ failed: null, after: { cpus: 4 } });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("and it is asked no more when nobody waits, or the session is over", async () => {
    vi.useFakeTimers();
    client.answer = () => Promise.reject(failure("REPLY_TIMEOUT", { seconds: 60 }));
    const impatience = new AbortController();
    const given = wait("task-1", 4, { signal: impatience.signal }).catch((error) => error.code);
    const other = wait("task-2", 4).catch((error) => error.code);
    await vi.advanceTimersByTimeAsync(100);
    impatience.abort();
    expect(await given).toBe("GAVE_UP_WAITING");
    watch.lost(failure("SESSION_ENDED", {}));
    expect(await other).toBe("SESSION_ENDED");
    await vi.advanceTimersByTimeAsync(0);
    const asked = client.calls.length;
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(client.calls).toHaveLength(asked);
  });

  test("the operator gives up, before or while it is waited for", async () => {
    const impatience = new AbortController();
    const waiting = wait("task-1", 4, { signal: impatience.signal });
    impatience.abort();
    await expect(waiting).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
    await expect(wait("task-2", 4, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "GAVE_UP_WAITING",
    });
  });

  test("giving up leaves the call under way, and what it puts on the list goes off it later", async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    client.answer = () => promise;
    const impatience = new AbortController();
    const waiting = wait("task-1", 4, { signal: impatience.signal });
    impatience.abort();
    await expect(waiting).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
    resolve(EMPTY);
    await promise;
    client.answer = async () => EMPTY;
    const second = wait("task-2", 4);
    await vi.waitFor(() => expect(client.calls).toHaveLength(2));
    expect(client.calls[1]).toBe('<add type="Task">task-2</add><remove type="Task">task-1</remove>');
    watch.onUpdates([task("task-2", "success"), machine(4)]);
    await second;
  });

  test("what is being taken off the list is put on it again only after that", async () => {
    const first = wait("task-1", 4);
    watch.onUpdates([task("task-1", "success"), machine(4)]);
    await first;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    client.answer = () => promise;
    const elsewhere = watch.ended({ id: "task-2" });
    const again = wait("task-3", 8);
    expect(client.calls).toHaveLength(2);
    expect(client.calls[1]).toContain('<remove type="VirtualMachine">vm-1</remove>');
    resolve(EMPTY);
    await vi.waitFor(() => expect(client.calls).toHaveLength(3));
    expect(client.calls[2]).toBe('<add type="Task">task-3</add><add type="VirtualMachine">vm-1</add>');
    watch.onUpdates([
      update("leave", MACHINE, {}),
      machine(8),
      task("task-2", "success"),
      task("task-3", "success"),
    ]);
    expect(await again).toMatchObject({ after: { cpus: 8 } });
    await elsewhere;
  });

  test("what the server has unset is gone: the last snapshot, removed", async () => {
    const settled = watch.settled(
      { id: "task-1" },
      { kind: "fullMachine", id: "vm-1" },
      (facts) => facts.snapshots.length === 0,
    );
    const before = machine(2);
    before.properties.set("snapshot", await xml(ONE_SNAPSHOT));
    watch.onUpdates([before, task("task-1", "success")]);
    watch.onUpdates([{ kind: "modify", moref: MACHINE, properties: propertiesOf({}), unset: ["snapshot"] }]);
    expect(await settled).toMatchObject({ failed: null, after: { snapshots: [], currentSnapshot: null } });
  });

  test("what cannot be read fails its own wait, and no other", async () => {
    const [bad, good] = [wait("task-1", 4), watch.ended({ id: "task-2" })];
    const strange = update("enter", MACHINE, { "config.hardware.numCPU": "four" });
    watch.onUpdates([task("task-1", "success"), strange, task("task-2", "success")]);
    await expect(bad).rejects.toMatchObject({ code: "REPLY_INVALID" });
    expect(await good).toEqual({ failed: null, made: null });
  });

  test("a host is a subject too", async () => {
    const host = { type: "HostSystem", id: "host-1" };
    const settled = watch.settled(
      { id: "task-1" },
      { kind: "host", id: "host-1" },
      (facts) => facts.maintenance,
    );
    watch.onUpdates([
      task("task-1", "success"),
      update("enter", host, { name: "esx", "runtime.inMaintenanceMode": "true" }),
    ]);
    expect(await settled).toMatchObject({ failed: null, after: { id: "host-1", maintenance: true } });
    expect(client.calls[0]).toContain('<add type="HostSystem">host-1</add>');
  });

  describe("how far a task is", () => {
    const progress = (percent: string) =>
      update("modify", { type: "Task", id: "task-1" }, { "info.progress": percent });

    test("is told each time that it is another", async () => {
      const told: number[] = [];
      const settled = wait("task-1", 4, { onProgress: (percent) => told.push(percent) });
      watch.onUpdates([task("task-1", "running")]);
      for (const percent of ["10", "10", "55", "55"]) watch.onUpdates([progress(percent), machine(2)]);
      watch.onUpdates([machine(4), progress("100"), task("task-1", "success", "modify")]);
      await settled;
      expect(told).toEqual([10, 55]);
    });
  });

  describe("the end of a task alone", () => {
    const made = async (id: string) => {
      const ended = task(id, "success");
      ended.properties.set(
        "info.result",
        await xml('<val type="VirtualMachine" xsi:type="ManagedObjectReference">vm-9</val>'),
      );
      return ended;
    };

    test("names what it made, for one call", async () => {
      const ended = watch.ended({ id: "task-1" });
      watch.onUpdates([task("task-1", "running")]);
      watch.onUpdates([await made("task-1")]);
      expect(await ended).toEqual({ failed: null, made: "vm-9" });
      expect(client.calls).toEqual(['<add type="Task">task-1</add>']);
    });

    test("that made something which is no object names nothing", async () => {
      const ended = watch.ended({ id: "task-1" });
      const end = task("task-1", "success");
      end.properties.set(
        "info.result",
        await xml('<val xsi:type="xsd:string">vm-9</val>'.replace("xsd:", "")),
      );
      watch.onUpdates([end]);
      expect(await ended).toEqual({ failed: null, made: null });
    });

    test("that was cancelled says so", async () => {
      const ended = watch.ended({ id: "task-1" });
      const end = task("task-1", "error");
      const error =
        '<val><fault xsi:type="RequestCanceled"/><localizedMessage>Canceled.</localizedMessage></val>';
      end.properties.set("info.error", await xml(error));
      watch.onUpdates([end]);
      expect(await ended).toEqual({
        failed: { fault: "RequestCanceled", message: "Canceled.", cancelled: true },
        made: null,
      });
    });

    test("that the server does not know any more is not waited for", async () => {
      client.answer = async () =>
        await xml(
          '<ModifyListViewResponse><returnval type="Task">task-1</returnval></ModifyListViewResponse>',
        );
      await expect(watch.ended({ id: "task-1" })).rejects.toMatchObject({
        problem: { code: "SERVER_FAULT", facts: { fault: "ManagedObjectNotFound" } },
      });
    });

    test("that the server does not know is asked for again by the next wait, which ends too", async () => {
      client.answer = async () =>
        await xml(
          '<ModifyListViewResponse><returnval type="Task">task-1</returnval></ModifyListViewResponse>',
        );
      for (const _ of ["first", "second"]) {
        await expect(watch.ended({ id: "task-1" })).rejects.toMatchObject({
          problem: { code: "SERVER_FAULT", facts: { fault: "ManagedObjectNotFound" } },
        });
      }
      expect(client.calls).toEqual(['<add type="Task">task-1</add>', '<add type="Task">task-1</add>']);
    });

    test("is given up with the operator, and lost with the stream", async () => {
      const impatience = new AbortController();
      const [one, other] = [watch.ended({ id: "task-1" }, impatience), watch.ended({ id: "task-2" })];
      impatience.abort();
      await expect(one).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
      watch.lost(failure("CONNECTION_LOST", { cause: "reset" }));
      await expect(other).rejects.toMatchObject({ code: "CONNECTION_LOST" });
    });
  });

  describe("a subject without a task", () => {
    const shown = (cpus: number, patience?: Patience) =>
      watch.shown(SUBJECT, (facts) => facts.cpus === cpus, 1_500, patience);

    test("is watched until it shows the change", async () => {
      const seen = shown(4);
      watch.onUpdates([machine(2)]);
      watch.onUpdates([machine(4, "modify")]);
      expect(await seen).toMatchObject({ id: "vm-1", cpus: 4 });
      expect(client.calls).toEqual(['<add type="VirtualMachine">vm-1</add>']);
    });

    test("or as long as was said, and then it is as it was last seen", async () => {
      vi.useFakeTimers();
      let settled = false;
      const seen = shown(4).finally(() => {
        settled = true;
      });
      watch.onUpdates([machine(2)]);
      await vi.advanceTimersByTimeAsync(1_400);
      watch.onUpdates([machine(3, "modify")]);
      expect(settled).toBe(false);
      await vi.advanceTimersByTimeAsync(200);
      expect(settled).toBe(true);
      expect(await seen).toMatchObject({ cpus: 3 });
    });

    test("that was never seen is null", async () => {
      vi.useFakeTimers();
      const seen = shown(4);
      await vi.advanceTimersByTimeAsync(1_600);
      expect(await seen).toBeNull();
    });

    test("is given up with the operator, and lost with the stream", async () => {
      const impatience = new AbortController();
      const [one, other] = [shown(4, impatience), shown(4)];
      impatience.abort();
      await expect(one).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
      watch.lost(failure("SESSION_ENDED", {}));
      await expect(other).rejects.toMatchObject({ code: "SESSION_ENDED" });
    });
  });
});

const ONE_SNAPSHOT =
  '<val><currentSnapshot type="VirtualMachineSnapshot">snapshot-1</currentSnapshot><rootSnapshotList>' +
  '<snapshot type="VirtualMachineSnapshot">snapshot-1</snapshot><name>a</name><description/>' +
  "<createTime>2026-01-05T03:00:00Z</createTime><state>poweredOff</state></rootSnapshotList></val>";
