/**
 * Sorts by name as people count: `web-2` before `web-10`. Equal names go by id, so that the order is always the same.
 */
export function inNaturalOrder<T extends { readonly name: string; readonly id: string }>(
  objects: readonly T[],
): readonly T[] {
  if (objects.length < 2) return objects;
  const { compare } = new Intl.Collator("en", { numeric: true });
  return objects.toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}
