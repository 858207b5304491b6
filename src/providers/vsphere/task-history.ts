import type { MutationKind, PastTask, TaskHistory, TaskQuery } from "#providers/contract.js";
import { retrieveArguments, retrievedObjects } from "#providers/vsphere/property-collector.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { localizedFault } from "#providers/vsphere/soap-envelope.js";
import { taskState } from "#providers/vsphere/task-properties.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { child, childrenOf, morefOf, need, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { element, type Moref, morefElement, textElement } from "#providers/vsphere/xml-writer.js";

/** `TaskInfo.descriptionId` of each kind of call; DRS powers machines on under its own name. */
const DESCRIPTIONS: Readonly<Record<MutationKind, readonly string[]>> = {
  powerOn: ["VirtualMachine.powerOn", "Datacenter.ExecuteVmPowerOnLRO"],
  powerOff: ["VirtualMachine.powerOff"],
  reconfigure: ["VirtualMachine.reconfigure"],
  rename: ["VirtualMachine.rename", "ManagedEntity.rename"],
};

const TASKS_A_PAGE = 100;

/** The server's memory of tasks: a history collector on vCenter, the machine's recent tasks on a single ESXi. */
export function taskHistory(client: VimClient, content: ServiceContent): TaskHistory {
  return {
    async tasksOf(query) {
      const infos = content.isVcenter
        ? await collectedTasks(client, content.taskManager, query)
        : await recentTasks(client, content.propertyCollector, query.target);
      return infos.filter((info) => answers(info, query)).map(pastTask);
    },
  };
}

async function collectedTasks(client: VimClient, manager: Moref, query: TaskQuery): Promise<XmlNode[]> {
  const filter =
    element("entity", morefElement("entity", machine(query.target)) + textElement("recursion", "self")) +
    element(
      "time",
      textElement("timeType", "queuedTime") +
        textElement("beginTime", new Date(query.since).toISOString()) +
        textElement("endTime", new Date(query.until).toISOString()),
    );
  const created = await client.call("CreateCollectorForTasks", manager, element("filter", filter));
  const collector = morefOf(need(created, "returnval"));
  try {
    const page = await client.read("ReadNextTasks", collector, textElement("maxCount", TASKS_A_PAGE));
    return childrenOf(page, "returnval");
  } finally {
    await client.call("DestroyCollector", collector, "").catch(() => undefined);
  }
}

async function recentTasks(client: VimClient, collector: Moref, target: string): Promise<XmlNode[]> {
  const list = [{ type: "VirtualMachine", paths: ["recentTask"] }];
  const machines = await client.read(
    "RetrievePropertiesEx",
    collector,
    retrieveArguments(list, [machine(target)]),
  );
  const property = retrievedObjects(machines)[0]?.properties.get("recentTask");
  const tasks = property === undefined ? [] : property.children.map(morefOf);
  if (tasks.length === 0) return [];
  const info = [{ type: "Task", paths: ["info"] }];
  const read = await client.read("RetrievePropertiesEx", collector, retrieveArguments(info, tasks));
  return retrievedObjects(read).flatMap(({ properties }) => properties.get("info") ?? []);
}

function queuedAt(info: XmlNode): number {
  return Date.parse(textOf(info, "queueTime") ?? "");
}

function answers(info: XmlNode, query: TaskQuery): boolean {
  const queued = queuedAt(info);
  const user = textOf(child(info, "reason") ?? info, "userName") ?? "";
  return (
    textOf(info, "entity") === query.target &&
    DESCRIPTIONS[query.kind].includes(textOf(info, "descriptionId") ?? "") &&
    user.toLowerCase() === query.user.toLowerCase() &&
    queued >= query.since &&
    queued <= query.until
  );
}

function pastTask(info: XmlNode): PastTask {
  const error = child(info, "error");
  const state = taskState(textOf(info, "state")) ?? "running";
  return {
    id: textOf(info, "key") ?? "",
    queuedAt: queuedAt(info),
    state,
    failed: error === undefined ? null : localizedFault(error),
  };
}

function machine(id: string): Moref {
  return { type: "VirtualMachine", id };
}
