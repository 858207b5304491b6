import { failure } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import type { InventoryFeed } from "#providers/inventory-feed.js";
import type { LoginFacts } from "#providers/login-facts.js";
import { capabilities } from "#providers/vsphere/capabilities.js";
import { LIMITS } from "#providers/vsphere/limits.js";
import { ping } from "#providers/vsphere/pings.js";
import { viewSpec } from "#providers/vsphere/property-collector.js";
import { moref } from "#providers/vsphere/references.js";
import { Retriever } from "#providers/vsphere/retriever.js";
import { INVENTORY_ROWS, inventoryUpdate } from "#providers/vsphere/rows/inventory-rows.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { readPlacement } from "#providers/vsphere/subjects/read-placement.js";
import { readSubject } from "#providers/vsphere/subjects/read-subject.js";
import { SUBJECTS } from "#providers/vsphere/subjects/subjects.js";
import { settle } from "#providers/vsphere/tasks/settle.js";
import { TASK_STATE } from "#providers/vsphere/tasks/task-properties.js";
import { TaskWatch } from "#providers/vsphere/tasks/task-watch.js";
import type { Transport } from "#providers/vsphere/transport.js";
import { UpdateStream } from "#providers/vsphere/update-stream.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";

/** What a session is made of, once logged in. */
export interface VsphereParts {
  /** Over the connections of calls. */
  readonly client: VimClient;
  readonly transports: Transports;
  readonly content: ServiceContent;
  readonly login: LoginFacts;
  /** A property collector for tasks alone: they do not wait behind what else is going on. */
  readonly taskCollector: Moref;
  /** A ContainerView of what the inventory shows. */
  readonly inventoryView: Moref;
  /** An empty ListView, for unfinished tasks and their subjects. */
  readonly taskView: Moref;
  readonly timeoutMs: number;
  /** Lets go of every connection. */
  readonly close: () => Promise<void>;
}

/** The connections of a session: none waits behind what another is for. */
export interface Transports {
  readonly calls: Transport;
  readonly waits: Transport;
  readonly pings: Transport;
}

/** What is watched of unfinished tasks and their subjects; what is read of a full machine holds what is read of any. */
const WATCHED = [TASK_STATE, SUBJECTS.fullMachine.spec, SUBJECTS.host.spec];

export function vsphereSession(parts: VsphereParts): ProviderSession {
  const { client, transports, content, login, timeoutMs } = parts;
  const waiting = client.over(transports.waits);
  const pinging = client.over(transports.pings);
  const retriever = new Retriever(client, content.propertyCollector);
  const streams = {
    inventory: new UpdateStream(waiting, content.propertyCollector, timeoutMs),
    tasks: new UpdateStream(waiting, parts.taskCollector, timeoutMs),
  };
  const stop = () => {
    streams.inventory.stop();
    streams.tasks.stop();
  };
  const watch = new TaskWatch(client, parts.taskView);
  return {
    platform: "vsphere",
    login,
    limits: LIMITS,
    feed: inventoryFeed(parts, streams, watch),
    read: (subject, signal) => readSubject(retriever, subject, signal),
    readPlacement: (query, signal) => readPlacement(retriever, query, signal),
    settle: (task, subject, shows, patience) => settle({ retriever, watch }, task, subject, shows, patience),
    ended: (task, patience) => watch.ended(task, patience),
    watch: (subject, shows, withinMs, patience) => watch.shown(subject, shows, withinMs, patience),
    ping: (signal) => ping(pinging, transports.pings, signal),
    resume() {
      for (const transport of Object.values(transports)) transport.renew();
      streams.inventory.resume();
      streams.tasks.resume();
      watch.resume();
    },
    async cancel(task) {
      await client.call("CancelTask", moref("Task", task.id), "");
    },
    ...capabilities(client, content, retriever),
    async logout() {
      stop();
      watch.lost(failure("SESSION_ENDED", {}));
      await client.call("Logout", content.sessionManager, "");
    },
    async close() {
      stop();
      watch.lost(failure("CONNECTION_LOST", { cause: "the session has been closed" }));
      await parts.close();
    },
  };
}

interface Streams {
  readonly inventory: UpdateStream;
  readonly tasks: UpdateStream;
}

/** The inventory, and beside it the tasks that are waited for: when either is lost, so is the session. */
function inventoryFeed(
  { inventoryView, taskView }: VsphereParts,
  { inventory, tasks }: Streams,
  watch: TaskWatch,
): InventoryFeed {
  return {
    async start({ onUpdates, onInterrupted, onLost }) {
      let lost = false;
      const lose = (error: Error) => {
        if (lost) return;
        lost = true;
        inventory.stop();
        tasks.stop();
        watch.lost(error);
        onLost(error);
      };
      await Promise.all([
        inventory.addFilter(viewSpec(INVENTORY_ROWS, inventoryView), (objects) => {
          const updates = objects.map(inventoryUpdate).filter((each) => each !== null);
          if (updates.length > 0) onUpdates(updates);
        }),
        tasks.addFilter(viewSpec(WATCHED, taskView), (objects) => watch.onUpdates(objects)),
      ]);
      const listeners = { onInterrupted, onLost: lose };
      await Promise.all([inventory.start(listeners), tasks.start(listeners)]);
    },
  };
}
