import type { Properties } from "#providers/vsphere/property-collector.js";
import { references, text } from "#providers/vsphere/property-values.js";
import { child, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";

/**
 * The id of the datastore that holds a machine's configuration file. vim25 says only its name (`[name] path`), and the
 * ids of the machine's datastores without their names; a device whose file is on a datastore says both. What no
 * device's file is on is the one that is left over, where only one is. Null when that cannot be told.
 */
export function homeDatastore(properties: Properties, devices: readonly XmlNode[]): string | null {
  const home = datastoreName(text(properties, "config.files.vmPathName"));
  if (home === null) return null;
  const named = new Map(devices.flatMap(namedDatastores));
  const known = named.get(home);
  if (known !== undefined) return known;
  const others = new Set(named.values());
  const [left, ...more] = (references(properties, "datastore") ?? []).filter((id) => !others.has(id));
  return left === undefined || more.length > 0 ? null : left;
}

/** Name and id, where the device is backed by a file on a datastore. */
function namedDatastores(device: XmlNode): [string, string][] {
  const backing = child(device, "backing");
  const name = backing && datastoreName(textOf(backing, "fileName"));
  const id = backing && textOf(backing, "datastore");
  return name && id ? [[name, id]] : [];
}

function datastoreName(path: string | null): string | null {
  return path?.match(/^\[([^\]]+)\]/)?.[1] ?? null;
}
