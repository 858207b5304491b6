import type { TaskHistory, TaskQuery } from "#providers/history.js";
import { latestPage, withCollector } from "#providers/vsphere/past/collector.js";
import { answers, pastTask, queuedAt, taskRecord } from "#providers/vsphere/past/task-infos.js";
import { TASK_KINDS } from "#providers/vsphere/past/task-kinds.js";
import type { Retriever } from "#providers/vsphere/retriever.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { isGone } from "#providers/vsphere/subjects/read-subject.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { childrenOf, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { element, type Moref, morefElement, textElement } from "#providers/vsphere/xml-writer.js";

const TASKS_A_PAGE = 100;

/** The server's memory of tasks: history collectors on vCenter, the recent tasks of each object on a single ESXi. */
export function taskHistory(client: VimClient, content: ServiceContent, retriever: Retriever): TaskHistory {
  const { isVcenter, taskManager } = content;
  return {
    async tasksOf(query) {
      const infosOf = (entity: Moref | null) =>
        isVcenter
          ? collectedTasks(client, taskManager, query, entity)
          : recentTasks(retriever, entity ?? taskManager);
      const infos = await infosOf(entityOf(query)).catch((error: unknown) => {
        // What is gone cannot be asked about. Its tasks are among all others still.
        if (isGone(error)) return infosOf(null);
        throw error;
      });
      return infos.filter((info) => answers(info, query)).map(pastTask);
    },
    async latest(count) {
      if (count < 1) return [];
      const infos = isVcenter
        ? await withCollector(client, taskManager, "CreateCollectorForTasks", "", (collector) =>
            latestPage(client, retriever, collector, count),
          )
        : await recentTasks(retriever, taskManager);
      return infos
        .sort((one, other) => queuedAt(other) - queuedAt(one))
        .slice(0, count)
        .map(taskRecord);
    },
  };
}

function entityOf({ kind, target }: TaskQuery): Moref {
  return { type: TASK_KINDS[kind].entity, id: target };
}

/** @param entity what the tasks are kept under; null for all */
async function collectedTasks(
  client: VimClient,
  manager: Moref,
  query: TaskQuery,
  entity: Moref | null,
): Promise<XmlNode[]> {
  const filter =
    (entity === null
      ? ""
      : element("entity", morefElement("entity", entity) + textElement("recursion", "self"))) +
    element(
      "time",
      textElement("timeType", "queuedTime") +
        textElement("beginTime", new Date(query.since).toISOString()) +
        textElement("endTime", new Date(query.until).toISOString()),
    );
  return await withCollector(client, manager, "CreateCollectorForTasks", filter, async (collector) => {
    const infos: XmlNode[] = [];
    for (let more = true; more; ) {
      // Not `read`: asked again, it would answer the page after the one that was lost.
      const page = await client.call("ReadNextTasks", collector, textElement("maxCount", TASKS_A_PAGE));
      const read = childrenOf(page, "returnval");
      infos.push(...read);
      more = read.length >= TASKS_A_PAGE;
    }
    return infos;
  });
}

async function recentTasks(retriever: Retriever, of: Moref): Promise<XmlNode[]> {
  const tasks = await retriever.along([{ type: "Task", paths: ["info"] }], of, "recentTask");
  return tasks.flatMap(({ properties }) => properties.get("info") ?? []);
}
