import { describe, expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { taskHistory } from "#providers/vsphere/past/task-history.js";
import { Retriever } from "#providers/vsphere/retriever.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { RecordedClient, retrieved } from "../recorded-client.js";

const info = (key: number, parts: Record<string, string> = {}, rest = "", tag = "returnval") => {
  const values = {
    key: `task-${key}`,
    descriptionId: "Folder.createVm",
    entity: "group-v3",
    entityName: "vm%2f1",
    state: "success",
    queueTime: `2026-01-05T03:00:0${key}.5Z`,
    ...parts,
  };
  const elements = Object.entries(values).map(([name, value]) => `<${name}>${value}</${name}>`);
  const reason = '<reason xsi:type="TaskReasonUser"><userName>LAB\\taro</userName></reason>';
  return `<${tag}>${elements.join("")}${rest}${reason}</${tag}>`;
};

const QUERY = {
  target: "group-v3",
  kind: "create",
  user: "lab\\TARO",
  since: Date.parse("2026-01-05T03:00:00Z"),
  until: Date.parse("2026-01-05T03:00:08Z"),
} as const;

function server(isVcenter: boolean, answers: RecordedClient["answers"]) {
  const recorded = new RecordedClient({
    CreateCollectorForTasks: '<returnval type="TaskHistoryCollector">c-1</returnval>',
    ...answers,
  });
  const content = { isVcenter, taskManager: { type: "TaskManager", id: "TaskManager" } } as ServiceContent;
  const retriever = new Retriever(recorded.client, { type: "PropertyCollector", id: "pc" });
  return { recorded, history: taskHistory(recorded.client, content, retriever) };
}

const methods = (recorded: RecordedClient) => recorded.calls.map(({ method }) => method);

describe("what became of a call", () => {
  const made = '<result type="VirtualMachine" xsi:type="ManagedObjectReference">vm-9</result>';

  test("on a vCenter: by folder, kind, user and time; with what it made", async () => {
    const others = [
      info(2, { descriptionId: "Folder.moveInto" }),
      info(3, { entity: "group-v4" }),
      info(9),
      info(4).replace("taro", "jiro"),
    ];
    const { recorded, history } = server(true, { ReadNextTasks: info(1, {}, made) + others.join("") });
    expect(await history.tasksOf(QUERY)).toEqual([
      {
        id: "task-1",
        queuedAt: Date.parse("2026-01-05T03:00:01.5Z"),
        state: "success",
        failed: null,
        made: "vm-9",
      },
    ]);
    expect(methods(recorded)).toEqual(["CreateCollectorForTasks", "ReadNextTasks", "DestroyCollector"]);
    expect(recorded.calls[0]?.args).toBe(
      '<filter><entity><entity type="Folder">group-v3</entity><recursion>self</recursion></entity><time>' +
        "<timeType>queuedTime</timeType><beginTime>2026-01-05T03:00:00.000Z</beginTime>" +
        "<endTime>2026-01-05T03:00:08.000Z</endTime></time></filter>",
    );
  });

  test("one that was cancelled", async () => {
    const error =
      '<error><fault xsi:type="RequestCanceled"></fault><localizedMessage>The task was canceled.</localizedMessage></error>';
    const { history } = server(true, { ReadNextTasks: info(1, { state: "error" }, error) });
    expect(await history.tasksOf(QUERY)).toMatchObject([
      { state: "error", failed: { fault: "RequestCanceled", cancelled: true }, made: null },
    ]);
  });

  test("on a single host: by the recent tasks of the object, in one read", async () => {
    const task = retrieved("Task", "task-1", { info: info(1, {}, made, "val") });
    const { recorded, history } = server(false, { RetrievePropertiesEx: `<returnval>${task}</returnval>` });
    expect(await history.tasksOf(QUERY)).toMatchObject([{ id: "task-1", made: "vm-9" }]);
    expect(methods(recorded)).toEqual(["RetrievePropertiesEx"]);
    expect(recorded.calls[0]?.args).toContain('<obj type="Folder">group-v3</obj><skip>true</skip>');
    expect(recorded.calls[0]?.args).toContain("<path>recentTask</path>");
  });

  describe("of a machine that is gone", () => {
    const gone = failure("SERVER_FAULT", { fault: "ManagedObjectNotFound", message: "deleted" });
    const query = { ...QUERY, kind: "destroy", target: "vm-9" } as const;
    const destroyed = { descriptionId: "VirtualMachine.destroy", entity: "vm-9" };

    test("on a single host: by the recent tasks of the whole host", async () => {
      const tasks = [
        retrieved("Task", "task-1", { info: info(1, { ...destroyed, entity: "vm-8" }, "", "val") }),
        retrieved("Task", "task-2", { info: info(2, destroyed, "", "val") }),
      ];
      const { recorded, history } = server(false, {
        RetrievePropertiesEx: [gone, `<returnval>${tasks.join("")}</returnval>`],
      });
      expect((await history.tasksOf(query)).map(({ id }) => id)).toEqual(["task-2"]);
      expect(recorded.calls[0]?.args).toContain('<obj type="VirtualMachine">vm-9</obj>');
      expect(recorded.calls[1]?.args).toContain('<obj type="TaskManager">TaskManager</obj><skip>true</skip>');
    });

    test("on a vCenter that does not look for what is gone: by kind, user and time, page by page", async () => {
      const page = (...infos: string[]) => infos.join("");
      const others = Array.from({ length: 100 }, () => info(1, { ...destroyed, entity: "vm-8" }));
      const { recorded, history } = server(true, {
        CreateCollectorForTasks: [gone, '<returnval type="TaskHistoryCollector">c-2</returnval>'],
        ReadNextTasks: [page(...others), page(info(2, destroyed))],
      });
      expect((await history.tasksOf(query)).map(({ id }) => id)).toEqual(["task-2"]);
      expect(methods(recorded)).toEqual([
        "CreateCollectorForTasks",
        "CreateCollectorForTasks",
        "ReadNextTasks",
        "ReadNextTasks",
        "DestroyCollector",
      ]);
      expect(recorded.calls[1]?.args).not.toContain("<entity>");
      // Asked again for a page that was lost, the collector would give the one after it.
      const pages = recorded.calls.filter(({ method }) => method === "ReadNextTasks");
      expect(pages.map(({ sentOnce }) => sentOnce)).toEqual([true, true]);
    });

    test("what else goes wrong is no answer", async () => {
      const { history } = server(false, { RetrievePropertiesEx: failure("SESSION_ENDED", {}) });
      await expect(history.tasksOf(query)).rejects.toMatchObject({ code: "SESSION_ENDED" });
    });
  });

  test.each([
    ["shutdownHost", "HostSystem", "HostSystem.shutdown"],
    ["removeSnapshot", "VirtualMachine", "vm.Snapshot.remove"],
    ["moveToFolder", "Folder", "Folder.moveInto"],
  ] as const)("a %s is kept under a %s, as %s", async (kind, type, descriptionId) => {
    const { recorded, history } = server(true, { ReadNextTasks: info(1, { descriptionId }) });
    expect(await history.tasksOf({ ...QUERY, kind })).toHaveLength(1);
    expect(recorded.calls[0]?.args).toContain(`<entity type="${type}">`);
  });
});

describe("the newest tasks", () => {
  const page = [info(1, {}, "", "TaskInfo"), info(3, {}, "", "TaskInfo"), info(2, {}, "", "TaskInfo")].join(
    "",
  );
  const latestPage = retrieved("TaskHistoryCollector", "c-1", { latestPage: `<val>${page}</val>` });

  test("on a vCenter: a collector's latest page, newest first, and no collector is left", async () => {
    const { recorded, history } = server(true, {
      RetrievePropertiesEx: `<returnval>${latestPage}</returnval>`,
    });
    expect((await history.latest(2)).map(({ id }) => id)).toEqual(["task-3", "task-2"]);
    expect(methods(recorded)).toEqual([
      "CreateCollectorForTasks",
      "SetCollectorPageSize",
      "RetrievePropertiesEx",
      "DestroyCollector",
    ]);
    expect(recorded.calls[1]?.args).toBe("<maxCount>2</maxCount>");
  });

  test("a page has its limits, and none is asked for nothing", async () => {
    const { recorded, history } = server(true, {
      RetrievePropertiesEx: `<returnval>${latestPage}</returnval>`,
    });
    await history.latest(5000);
    expect(recorded.calls[1]?.args).toBe("<maxCount>1000</maxCount>");
    expect(await history.latest(0)).toEqual([]);
    expect(recorded.calls).toHaveLength(4);
  });

  test("the collector is destroyed when reading it fails", async () => {
    const { recorded, history } = server(true, { RetrievePropertiesEx: "<returnval><objects/></returnval>" });
    await expect(history.latest(1)).rejects.toMatchObject({ code: "REPLY_INVALID" });
    expect(methods(recorded).at(-1)).toBe("DestroyCollector");
  });

  test("on a single host: its recent tasks, for people to read", async () => {
    const times =
      "<startTime>2026-01-05T03:00:02Z</startTime><completeTime>2026-01-05T03:00:09.25Z</completeTime>";
    const error =
      '<error><fault xsi:type="NoDiskSpace"></fault><localizedMessage>Full.</localizedMessage></error>';
    const tasks = [
      retrieved("Task", "task-1", { info: info(1, { state: "error" }, error + times, "val") }),
      retrieved("Task", "task-2", {
        info: info(2, { state: "running", entityName: "" }, "<progress>40</progress>", "val"),
      }),
    ];
    const { recorded, history } = server(false, {
      RetrievePropertiesEx: `<returnval>${tasks.join("")}</returnval>`,
    });
    expect(await history.latest(10)).toEqual([
      {
        id: "task-2",
        what: "Folder.createVm",
        target: null,
        user: "LAB\\taro",
        state: "running",
        progress: 40,
        queued: "2026-01-05T03:00:02.500Z",
        ended: null,
        error: null,
      },
      {
        id: "task-1",
        what: "Folder.createVm",
        target: "vm/1",
        user: "LAB\\taro",
        state: "error",
        progress: null,
        queued: "2026-01-05T03:00:01.500Z",
        ended: "2026-01-05T03:00:09.250Z",
        error: "Full.",
      },
    ]);
    expect(recorded.calls[0]?.args).toContain('<obj type="TaskManager">TaskManager</obj><skip>true</skip>');
  });
});
