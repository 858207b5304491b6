import type { TargetExpression } from "#domain/command.js";
import type { ThingKind, Value } from "#domain/procedure-value.js";

/** What a text may turn out to be: a name, a number, a size. */
export const STAND_IN_TEXTS = ["x", "1", "1GiB"] as const;

const KINDS: Readonly<Record<string, ThingKind>> = {
  Machine: "machine",
  Host: "host",
  Datastore: "datastore",
  Network: "network",
  Folder: "folder",
};

const PLAIN: Readonly<Record<string, Value>> = {
  int: 1,
  double: 1.5,
  bool: true,
  timestamp: new Date(0),
  duration: { ms: 60_000 },
};

/** What a line can be for all of: one of them stands for the list. */
const LISTED: Readonly<Record<string, "machine" | "host">> = {
  "list<Machine>": "machine",
  "list<Host>": "host",
};

/** Whether a line is one for each of something of this type. */
export function isListed(type: string): boolean {
  return Object.hasOwn(LISTED, type);
}

/** The id of what stands for one of a list. */
function listId(kind: ThingKind): string {
  return `{${kind}s}`;
}

/** Whether a target stands for one of a list. */
export function standsForList(expression: TargetExpression): boolean {
  return expression.by === "id" && Object.values(LISTED).some((kind) => expression.id === listId(kind));
}

/**
 * Something of a type; null for a type that nothing stands for.
 *
 * @param way which of `STAND_IN_TEXTS` a text is
 */
export function standIn(type: string, way: number): Value {
  if (type === "string") return STAND_IN_TEXTS[way] ?? "x";
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (kind !== undefined) return { kind, id: `{${kind}}`, name: kind };
  const listed = Object.hasOwn(LISTED, type) ? LISTED[type] : undefined;
  if (listed !== undefined) return { kind: listed, id: listId(listed), name: listed };
  return (Object.hasOwn(PLAIN, type) ? PLAIN[type] : null) ?? null;
}

/** The kind of thing that a target stands in for; null for one that was written. */
export function thingStoodFor(expression: TargetExpression): ThingKind | null {
  if (expression.by !== "id") return null;
  const { id } = expression;
  return Object.values(KINDS).find((kind) => id === `{${kind}}` || id === listId(kind)) ?? null;
}
