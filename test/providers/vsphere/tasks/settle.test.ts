import { describe, expect, test, vi } from "vitest";
import { failure } from "#domain/errors.js";
import type { Patience } from "#providers/mutation.js";
import { Retriever } from "#providers/vsphere/retriever.js";
import { settle } from "#providers/vsphere/tasks/settle.js";
import { TaskWatch } from "#providers/vsphere/tasks/task-watch.js";
import { RecordedClient, retrieved } from "../recorded-client.js";
import { propertiesOf } from "../values.js";

const MACHINE = { type: "VirtualMachine", id: "vm-1" };
const TASK = { type: "Task", id: "task-1" };
const machine = (cpus: number) =>
  retrieved("VirtualMachine", "vm-1", { "config.hardware.numCPU": String(cpus) });
const task = (values: Record<string, string>) => retrieved("Task", "task-1", values);

function server(answer: string | Error) {
  const recorded = new RecordedClient({
    RetrievePropertiesEx: answer instanceof Error ? answer : `<returnval>${answer}</returnval>`,
    ModifyListView: "",
  });
  const retriever = new Retriever(recorded.client, { type: "PropertyCollector", id: "pc" });
  const watch = new TaskWatch(recorded.client, { type: "ListView", id: "view-1" });
  const settled = (patience?: Patience) =>
    settle(
      { retriever, watch },
      { id: "task-1" },
      { kind: "machine", id: "vm-1" },
      ({ cpus }) => cpus === 4,
      patience,
    );
  const pushed = (cpus: number, state: string) =>
    watch.onUpdates([
      {
        kind: "enter",
        moref: MACHINE,
        properties: propertiesOf({ "config.hardware.numCPU": String(cpus) }),
        unset: [],
      },
      { kind: "enter", moref: TASK, properties: propertiesOf({ "info.state": state }), unset: [] },
    ]);
  const methods = () => recorded.calls.map(({ method }) => method);
  return { recorded, settled, pushed, methods };
}

describe("a task and its subject", () => {
  test("that are done cost one read", async () => {
    const { settled, methods } = server(task({ "info.state": "success" }) + machine(4));
    expect(await settled()).toMatchObject({ failed: null, after: { cpus: 4 } });
    expect(methods()).toEqual(["RetrievePropertiesEx"]);
  });

  test("that failed too, whatever the subject shows", async () => {
    const error =
      '<val><fault xsi:type="RequestCanceled"/><localizedMessage>Canceled.</localizedMessage></val>';
    const { settled, methods } = server(task({ "info.state": "error", "info.error": error }) + machine(2));
    expect(await settled()).toMatchObject({
      failed: { fault: "RequestCanceled", cancelled: true },
      after: { cpus: 2 },
    });
    expect(methods()).toHaveLength(1);
  });

  test.each([
    ["the task is not done", task({ "info.state": "running" }) + machine(4)],
    ["the subject does not show it", task({ "info.state": "success" }) + machine(2)],
    ["one of them is gone", failure("SERVER_FAULT", { fault: "ManagedObjectNotFound", message: "gone" })],
  ])("are waited for by push, for one call more: %s", async (_why, answer) => {
    const { settled, pushed, methods } = server(answer);
    const waiting = settled();
    await vi.waitFor(() => expect(methods()).toEqual(["RetrievePropertiesEx", "ModifyListView"]));
    pushed(4, "success");
    expect(await waiting).toMatchObject({ failed: null, after: { cpus: 4 } });
    expect(methods()).toHaveLength(2);
  });

  test("the first read tells how far it is, and the push only what is new", async () => {
    const { settled, pushed, methods } = server(
      task({ "info.state": "running", "info.progress": "30" }) + machine(2),
    );
    const told: number[] = [];
    const waiting = settled({ onProgress: (percent) => told.push(percent) });
    await vi.waitFor(() => expect(methods()).toHaveLength(2));
    expect(told).toEqual([30]);
    pushed(4, "success");
    await waiting;
    expect(told).toEqual([30]);
  });

  test("another error of the read is the error", async () => {
    const { settled } = server(failure("SESSION_ENDED", {}));
    await expect(settled()).rejects.toMatchObject({ code: "SESSION_ENDED" });
  });

  test("the operator gives up in between", async () => {
    const { settled } = server(task({ "info.state": "running" }) + machine(2));
    await expect(settled({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
  });
});
