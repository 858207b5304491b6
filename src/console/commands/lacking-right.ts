import type { Console } from "#console/console.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { OperationName } from "#domain/operation-name.js";

/**
 * Why none of the targets can be operated on by these logins, as far as their rights are known; null when one of them may
 * be: then the server has the word on each.
 *
 * @param targets machines, or one host
 */
export function lackingRight(
  { store, catalogue }: Console,
  operation: OperationName,
  targets: readonly Pick<InventoryObject, "id" | "name">[],
): string | null {
  const lacking = (id: string): string | null => {
    const place = store.endpoints.placeOf(id);
    return place === null ? null : place.session.rights.lacking(place.id, operation);
  };
  const [first] = targets;
  const privilege = first === undefined ? null : lacking(first.id);
  if (first === undefined || privilege === null || targets.some(({ id }) => lacking(id) === null))
    return null;
  const { disabled, palette } = catalogue.console;
  const name = targets.length === 1 ? first.name : palette.machines({ count: targets.length });
  return disabled.noRight({ privilege, name });
}
