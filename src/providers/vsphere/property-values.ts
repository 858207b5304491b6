import { failure } from "#domain/errors.js";
import type { Properties } from "#providers/vsphere/property-collector.js";
import { textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";

/** Readers of typed values. Each answers null where the server did not report the property. */
export function text(properties: Properties, path: string): string | null {
  return properties.get(path)?.text ?? null;
}

export function flag(properties: Properties, path: string): boolean | null {
  const value = text(properties, path);
  return value === null ? null : value === "true" || value === "1";
}

/** A whole number. Throws `REPLY_INVALID` for what is none. */
export function integer(properties: Properties, path: string): number | null {
  return wholeNumber(text(properties, path), path);
}

/** The same of a text; `what` is what the error calls it. */
export function wholeNumber(value: string | null, what: string): number | null {
  if (value === null || value === "") return null;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw failure("REPLY_INVALID", { problem: `${what} is ${JSON.stringify(value)}, not a whole number` });
  }
  return number;
}

/** A size that vim25 has in bytes, in whole MiB. */
export function mebibytes(properties: Properties, path: string): number | null {
  const bytes = integer(properties, path);
  return bytes === null ? null : Math.floor(bytes / (1024 * 1024));
}

/** A time as RFC 3339 in UTC. Throws `REPLY_INVALID` for what is none. */
export function moment(node: XmlNode, name: string): string {
  const value = textOf(node, name);
  const time = new Date(value ?? "");
  if (Number.isNaN(time.getTime())) {
    throw failure("REPLY_INVALID", { problem: `${name} is ${JSON.stringify(value)}, not a time` });
  }
  return time.toISOString();
}

/** The id of a reference. */
export function reference(properties: Properties, path: string): string | null {
  const value = text(properties, path);
  return value === "" ? null : value;
}

/** The ids of an ArrayOfManagedObjectReference. */
export function references(properties: Properties, path: string): string[] | null {
  return properties.get(path)?.children.map((each) => each.text) ?? null;
}

/** An object's name. */
export function entityName(properties: Properties): string | null {
  const name = text(properties, "name");
  return name === null ? null : decodeName(name);
}

/** vSphere writes `%`, `/` and `\` in a name as `%25`, `%2f` and `%5c`. */
export function decodeName(written: string): string {
  return written.replace(/%(25|2f|5c)/gi, (each) => decodeURIComponent(each));
}

/** The same, the other way. Source: ManagedEntity.name in the vSphere Web Services API. */
export function escapeEntityName(name: string): string {
  return name.replace(/[%/\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
