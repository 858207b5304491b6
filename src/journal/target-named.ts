import picomatch from "picomatch";
import type { Entry } from "#domain/entry.js";

/** What says which target an entry is about. */
export type Named = Pick<Entry["TGT"], "id" | "uuid" | "name">;

/** By its id, as it is or behind an `@`, its UUID, its name, or a glob of that. */
export function targetNamed(target: string): (named: Named) => boolean {
  const fits = picomatch(target, { dot: true, nobrace: true, noext: true, bash: true });
  const uuid = target.toLowerCase();
  return ({ id, uuid: own, name }) =>
    id === target || `@${id}` === target || name === target || own?.toLowerCase() === uuid || fits(name);
}
