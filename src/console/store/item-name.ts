import type { Store } from "#console/store/store.js";
import type { Entry } from "#domain/entry.js";
import { idOf, nameOf } from "#procedures/run/turns.js";

/** What people call the item of a loop that an entry of a run is about: as it was frozen, or is called now; else its id. */
export function itemName({ run: shown, endpoints }: Pick<Store, "run" | "endpoints">, entry: Entry): string {
  const { id, item } = entry.run ?? {};
  if (item === undefined) return "";
  const { parts } = shown.run ?? {};
  const frozen =
    parts?.record.id === id
      ? parts?.turns.find((turn) => turn.item !== null && idOf(turn.item) === item)
      : undefined;
  if (frozen?.item != null) return nameOf(frozen.item);
  return endpoints.linkOf(entry)?.inventory?.nameOf(item) ?? item;
}
