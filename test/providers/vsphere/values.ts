import type { Properties } from "#providers/vsphere/property-collector.js";
import { readXml, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { chunksOf } from "./bytes.js";

/** Properties as the collector hands them on: their texts by path. */
export function propertiesOf(texts: Readonly<Record<string, string>>): Properties {
  return new Map(
    Object.entries(texts).map(([path, text]) => [
      path,
      { name: "val", xsiType: null, type: null, text, children: [] },
    ]),
  );
}

/** One element as a server writes it, its `xsi` declared. */
export async function xml(text: string): Promise<XmlNode> {
  const declared = text.replace(
    /^<([A-Za-z_]+)/,
    '<$1 xmlns="urn:vim25" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  );
  return await readXml(chunksOf(declared, 4096));
}
