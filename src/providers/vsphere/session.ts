import { failure } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import type { FeedListeners } from "#providers/inventory-feed.js";
import type { LoginFacts } from "#providers/login-facts.js";
import { patiently } from "#providers/patiently.js";
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
  const clients = { calls: client, waits: client.over(transports.waits) };
  const pinging = client.over(transports.pings);
  const retriever = new Retriever(client, content.propertyCollector);
  const streams = {
    inventory: new UpdateStream(clients, content.propertyCollector, timeoutMs),
    tasks: new UpdateStream(clients, parts.taskCollector, timeoutMs),
  };
  const watch = new TaskWatch(client, parts.taskView);
  const over = new AbortController();
  const end = (error: Error) => {
    streams.inventory.stop();
    streams.tasks.stop();
    watch.lost(error);
    over.abort(error);
  };
  return {
    platform: "vsphere",
    login,
    limits: LIMITS,
    feed: {
      start: (listeners) => start(listeners, parts, { streams, watch, end }),
      caughtUp: (signal) => patiently(() => streams.inventory.caughtUp(), [over.signal], signal),
    },
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
      end(failure("SESSION_ENDED", {}));
      await client.call("Logout", content.sessionManager, "");
    },
    async close() {
      end(failure("CONNECTION_LOST", { cause: "the session has been closed" }));
      await parts.close();
    },
  };
}

/** What stands while a session does, and what ends it all. */
interface Standing {
  readonly streams: { readonly inventory: UpdateStream; readonly tasks: UpdateStream };
  readonly watch: TaskWatch;
  readonly end: (error: Error) => void;
}

/** The inventory, and beside it the tasks that are waited for: when either is lost, so is the session. */
async function start(
  { onUpdates, onInterrupted, onLost }: FeedListeners,
  { inventoryView, taskView }: VsphereParts,
  { streams: { inventory, tasks }, watch, end }: Standing,
): Promise<void> {
  let lost = false;
  const lose = (error: Error) => {
    if (lost) return;
    lost = true;
    end(error);
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
}
