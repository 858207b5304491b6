import type { Facts } from "#domain/entry.js";

/** A fact that is a text; null for another, and for none. */
export function factText(fact: Facts[string] | undefined): string | null {
  return typeof fact === "string" ? fact : null;
}
