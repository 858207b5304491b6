import {
  continuation,
  filterArguments,
  type ObjectProperties,
  objectsSpec,
  type PropertySpec,
  pathSpec,
  retrievedObjects,
} from "#providers/vsphere/property-collector.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { type Moref, textElement } from "#providers/vsphere/xml-writer.js";

/** Reads properties: one call, and one more for each page that the server keeps back. */
export class Retriever {
  readonly #client: VimClient;
  readonly #collector: Moref;

  constructor(client: VimClient, collector: Moref) {
    this.#client = client;
    this.#collector = collector;
  }

  /** Of the objects named. `SERVER_FAULT` (ManagedObjectNotFound) when one of them is gone. */
  async objects(
    specs: readonly PropertySpec[],
    objects: readonly Moref[],
    signal?: AbortSignal,
  ): Promise<ObjectProperties[]> {
    return await this.filtered([objectsSpec(specs, objects)], signal);
  }

  /** Of what a property of one object refers to, and of the object itself where there is a spec for its type. */
  async along(
    specs: readonly PropertySpec[],
    from: Moref,
    path: string,
    signal?: AbortSignal,
  ): Promise<ObjectProperties[]> {
    return await this.filtered([pathSpec(specs, from, path)], signal);
  }

  /** Of all that several PropertyFilterSpecs select. Errors as `objects`. */
  async filtered(filters: readonly string[], signal?: AbortSignal): Promise<ObjectProperties[]> {
    const args = filterArguments(filters);
    let page = await this.#client.read("RetrievePropertiesEx", this.#collector, args, { signal });
    const found = retrievedObjects(page);
    for (let token = continuation(page); token !== null; token = continuation(page)) {
      const more = textElement("token", token);
      page = await this.#client.call("ContinueRetrievePropertiesEx", this.#collector, more, { signal });
      found.push(...retrievedObjects(page));
    }
    return found;
  }
}
