import type { Entry } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Catalogue } from "#messages/catalogue.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";

/** An anchor that is not OK, as people read it: what an error leaves undone and what to do is said of operations. */
export function notAnchored({ TGT, RST }: Entry, { problem }: ShosekiError, catalogue: Catalogue): string {
  const { what } = explain(problem, catalogue);
  return catalogue.results.notAnchored({
    place: printable(TGT.name),
    status: RST?.status ?? "UNKNOWN",
    why: what,
  });
}
