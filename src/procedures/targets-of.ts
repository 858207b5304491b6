import type { Command, TargetExpression } from "#domain/command.js";
import type { ThingKind } from "#domain/procedure-value.js";

/** Something that a command names, and what that has to be. */
export interface NamedTarget {
  readonly expression: TargetExpression;
  readonly kind: ThingKind;
}

const PLACES = ["host", "datastore", "network", "folder"] as const;

/**
 * All that a command names: its target first, then the places.
 *
 * @param on what the operation's target is
 */
export function targetsOf(
  { request, target }: Extract<Command, { readonly kind: "operation" }>,
  on: "machine" | "host" | null,
): readonly NamedTarget[] {
  const places: Readonly<Partial<Record<(typeof PLACES)[number], TargetExpression | null>>> =
    request as object;
  const named = PLACES.flatMap((kind) => {
    const expression = places[kind] ?? null;
    return expression === null ? [] : [{ expression, kind }];
  });
  return target === null || on === null ? named : [{ expression: target, kind: on }, ...named];
}
