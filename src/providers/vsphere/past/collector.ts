import type { Retriever } from "#providers/vsphere/retriever.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { morefOf, need, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { element, type Moref, textElement } from "#providers/vsphere/xml-writer.js";

/** A server holds no more in a collector's page. */
const MOST = 1000;

/** Makes a history collector, and destroys it afterwards, used up or stopped: a server has but 32. */
export async function withCollector<T>(
  client: VimClient,
  manager: Moref,
  method: "CreateCollectorForTasks" | "CreateCollectorForEvents",
  filter: string,
  use: (collector: Moref) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const created = await client.call(method, manager, element("filter", filter), { signal });
  const collector = morefOf(need(created, "returnval"));
  try {
    return await use(collector);
  } finally {
    await client.call("DestroyCollector", collector, "").catch(() => undefined);
  }
}

/** The newest of what a collector has, at most `count`, in no order. */
export async function latestPage(
  client: VimClient,
  retriever: Retriever,
  collector: Moref,
  count: number,
): Promise<XmlNode[]> {
  await client.read("SetCollectorPageSize", collector, textElement("maxCount", Math.min(count, MOST)));
  const specs = [{ type: collector.type, paths: ["latestPage"] }];
  const [read] = await retriever.objects(specs, [collector]);
  return read?.properties.get("latestPage")?.children ?? [];
}
