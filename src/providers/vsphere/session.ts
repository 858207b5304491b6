import { failure } from "#domain/errors.js";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type {
  InventoryFeed,
  Limits,
  LoginFacts,
  ProviderSession,
  Settled,
  Shows,
  TaskRef,
} from "#providers/contract.js";
import { INVENTORY_ROWS, inventoryUpdate } from "#providers/vsphere/inventory-properties.js";
import { MACHINE_FACTS, machineFacts } from "#providers/vsphere/machine-properties.js";
import { mutations } from "#providers/vsphere/mutations.js";
import { retrieveArguments, retrievedObjects, viewSpec } from "#providers/vsphere/property-collector.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { taskHistory } from "#providers/vsphere/task-history.js";
import { TASK_STATE, taskEnd } from "#providers/vsphere/task-properties.js";
import { TaskWatch } from "#providers/vsphere/task-watch.js";
import { UpdateStream } from "#providers/vsphere/update-stream.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";

/** Configuration maximums of vSphere 8; an older server refuses more itself. */
const LIMITS: Limits = { maxCpus: 768, maxMemoryMiB: 24 * 1024 * 1024, memoryStepMiB: 4 };

/** What a session is made of, once logged in. */
export interface VsphereParts {
  readonly client: VimClient;
  /** The same session on the connection of the standing wait. */
  readonly waiting: VimClient;
  readonly content: ServiceContent;
  readonly login: LoginFacts;
  /** A ContainerView of what the inventory shows. */
  readonly inventoryView: Moref;
  /** An empty ListView, for unfinished tasks and their targets. */
  readonly taskView: Moref;
  readonly timeoutMs: number;
  /** Lets go of every connection. */
  readonly close: () => Promise<void>;
}

export class VsphereSession implements ProviderSession {
  readonly platform = "vsphere";
  readonly limits = LIMITS;
  readonly login: LoginFacts;
  readonly feed: InventoryFeed = { start: (onUpdates, onLost) => this.#startFeed(onUpdates, onLost) };
  readonly power;
  readonly reconfigure;
  readonly rename;
  readonly history;
  readonly #parts: VsphereParts;
  readonly #stream: UpdateStream;
  readonly #tasks: TaskWatch;

  constructor(parts: VsphereParts) {
    const { client, waiting, content, login, taskView, timeoutMs } = parts;
    this.#parts = parts;
    this.#stream = new UpdateStream(waiting, content.propertyCollector, timeoutMs);
    this.#tasks = new TaskWatch(client, taskView);
    this.login = login;
    this.history = taskHistory(client, content);
    ({ power: this.power, reconfigure: this.reconfigure, rename: this.rename } = mutations(client));
  }

  async readMachine(id: string, signal?: AbortSignal): Promise<MachineFacts> {
    const args = retrieveArguments([MACHINE_FACTS], [machine(id)]);
    try {
      const read = await this.#parts.client.read(
        "RetrievePropertiesEx",
        this.#parts.content.propertyCollector,
        args,
        { signal },
      );
      const found = retrievedObjects(read)[0];
      if (found !== undefined) return machineFacts(found);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    throw failure("TARGET_UNKNOWN", { text: `@${id}`, nearest: [] });
  }

  async settle(task: TaskRef, target: string, shows: Shows, signal?: AbortSignal): Promise<Settled> {
    const objects = [{ type: "Task", id: task.id }, machine(target)];
    const args = retrieveArguments([TASK_STATE, MACHINE_FACTS], objects);
    const read = await this.#parts.client.read(
      "RetrievePropertiesEx",
      this.#parts.content.propertyCollector,
      args,
      { signal },
    );
    const found = retrievedObjects(read);
    const end = taskEnd(found.find(({ moref }) => moref.type === "Task")?.properties);
    const seen = found.find(({ moref }) => moref.type === "VirtualMachine");
    const after = seen === undefined ? null : machineFacts(seen);
    if (end.state === "error") return { failed: end.failed, after };
    if (end.state === "success" && after !== null && shows(after)) return { failed: null, after };
    return await this.#tasks.settled(task, target, shows, signal);
  }

  async logout(): Promise<void> {
    this.#stream.stop();
    await this.#parts.client.call("Logout", this.#parts.content.sessionManager, "");
  }

  async close(): Promise<void> {
    this.#stream.stop();
    await this.#parts.close();
  }

  async #startFeed(onUpdates: (updates: readonly InventoryUpdate[]) => void, onLost: (error: Error) => void) {
    const { inventoryView, taskView } = this.#parts;
    await this.#stream.addFilter(viewSpec(INVENTORY_ROWS, inventoryView), (objects) => {
      const updates = objects.map(inventoryUpdate).filter((each) => each !== null);
      if (updates.length > 0) onUpdates(updates);
    });
    await this.#stream.addFilter(viewSpec([MACHINE_FACTS, TASK_STATE], taskView), (objects) =>
      this.#tasks.onUpdates(objects),
    );
    await this.#stream.start((error) => {
      this.#tasks.lost(error);
      onLost(error);
    });
  }
}

function machine(id: string): Moref {
  return { type: "VirtualMachine", id };
}

function isGone(error: unknown): boolean {
  const { problem } = error as { problem?: { code: string; facts: { fault?: string } } };
  return problem?.code === "SERVER_FAULT" && problem.facts.fault === "ManagedObjectNotFound";
}
