import { failure } from "#domain/errors.js";
import { type ObjectUpdate, viewSpec } from "#providers/vsphere/property-collector.js";
import { SERVICE_INSTANCE } from "#providers/vsphere/service-content.js";
import type { UpdateStream } from "#providers/vsphere/update-stream.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { childrenOf, morefOf, need } from "#providers/vsphere/xml-reader.js";
import { type Moref, morefElement } from "#providers/vsphere/xml-writer.js";

/** What everybody can see, and what of it never changes. */
const SPEC = { type: SERVICE_INSTANCE.type, paths: ["content.about.apiType"] };

/**
 * Tells how far an update stream has come: something is put on a list view that the stream watches as well, or taken off it, and
 * the update that says so comes after all that is older. A call that has failed may have been carried out all the same: what
 * passes next then may be as old as that.
 */
export class UpdateMark {
  readonly #client: VimClient;
  readonly #viewManager: Moref;
  readonly #stream: UpdateStream;
  #view: Promise<Moref> | null = null;
  #isOn = false;
  #onTold: () => void = () => undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(client: VimClient, viewManager: Moref, stream: UpdateStream) {
    this.#client = client;
    this.#viewManager = viewManager;
    this.#stream = stream;
  }

  /** Resolves when the stream has handed out all that was so when this was called; never, when it has ended before. */
  passed(): Promise<void> {
    const passed = this.#last.then(() => this.#pass());
    this.#last = passed.catch(() => undefined);
    return passed;
  }

  async #pass(): Promise<void> {
    const view = await this.#watched();
    const on = !this.#isOn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onTold = () => {
      if (this.#isOn === on) resolve();
    };
    const answer = await this.#client.read(
      "ModifyListView",
      view,
      morefElement(on ? "add" : "remove", SERVICE_INSTANCE),
    );
    if (childrenOf(answer, "returnval").length > 0) {
      const message = "the server does not find its own ServiceInstance";
      throw failure("SERVER_FAULT", { fault: "ManagedObjectNotFound", message });
    }
    await promise;
    await this.#stream.whole();
  }

  /** The list view, once the stream watches it; made when it is first needed. */
  #watched(): Promise<Moref> {
    this.#view ??= this.#make().catch((error: unknown) => {
      this.#view = null;
      throw error;
    });
    return this.#view;
  }

  async #make(): Promise<Moref> {
    const made = await this.#client.call("CreateListView", this.#viewManager, "");
    const view = morefOf(need(made, "returnval"));
    await this.#stream.addFilter(viewSpec([SPEC], view), (objects) => this.#onUpdates(objects));
    return view;
  }

  #onUpdates(objects: readonly ObjectUpdate[]): void {
    for (const { kind } of objects) if (kind !== "modify") this.#isOn = kind === "enter";
    this.#onTold();
  }
}
