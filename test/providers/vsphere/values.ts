import type { Properties } from "#providers/vsphere/property-collector.js";

/** Properties as the collector hands them on: their texts by path. */
export function propertiesOf(texts: Readonly<Record<string, string>>): Properties {
  return new Map(
    Object.entries(texts).map(([path, text]) => [
      path,
      { name: "val", xsiType: null, type: null, text, children: [] },
    ]),
  );
}
