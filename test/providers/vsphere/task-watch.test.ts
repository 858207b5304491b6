import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failure } from "#domain/errors.js";
import type { Settled } from "#providers/contract.js";
import type { ObjectUpdate } from "#providers/vsphere/property-collector.js";
import { TaskWatch } from "#providers/vsphere/task-watch.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { propertiesOf } from "./values.js";

const VIEW = { type: "ListView", id: "view-1" };
const MACHINE = { type: "VirtualMachine", id: "vm-1" };

/** A client that only knows ModifyListView, and answers when it is told to. */
class ListViewClient {
  readonly calls: string[] = [];
  answer: () => Promise<unknown> = async () => ({});

  async read(method: string, _self: unknown, args: string): Promise<unknown> {
    expect(method).toBe("ModifyListView");
    this.calls.push(args);
    return await this.answer();
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

  const wait = (id: string, cpus: number, signal?: AbortSignal): Promise<Settled> =>
    watch.settled({ id }, "vm-1", (facts) => facts.cpus === cpus, signal);

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
    resolve({});
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
    client.answer = async () => ({});
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

  test("the operator gives up, before or while it is waited for", async () => {
    const impatience = new AbortController();
    const waiting = wait("task-1", 4, impatience.signal);
    impatience.abort();
    await expect(waiting).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
    await expect(wait("task-2", 4, AbortSignal.abort())).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
  });
});
