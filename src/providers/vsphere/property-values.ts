import { failure } from "#domain/errors.js";
import type { Properties } from "#providers/vsphere/property-collector.js";

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
  const value = text(properties, path);
  if (value === null || value === "") return null;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw failure("REPLY_INVALID", { problem: `${path} is ${JSON.stringify(value)}, not a whole number` });
  }
  return number;
}

/** The id of a reference. */
export function reference(properties: Properties, path: string): string | null {
  const value = text(properties, path);
  return value === "" ? null : value;
}

/** An object's name. vSphere writes `%`, `/` and `\` in it as `%25`, `%2f` and `%5c`. */
export function entityName(properties: Properties): string | null {
  return text(properties, "name")?.replace(/%(25|2f|5c)/gi, (written) => decodeURIComponent(written)) ?? null;
}

/** The same, the other way. Source: ManagedEntity.name in the vSphere Web Services API. */
export function escapeEntityName(name: string): string {
  return name.replace(/[%/\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
