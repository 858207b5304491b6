import { join } from "node:path";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { openRegular } from "#files/open-regular.js";
import { MAX_CAPSULE_BYTES } from "#handover/capsule/member-names.js";
import { chunksOf } from "#handover/capsule/slice.js";
import type { Layout } from "#journal/layout.js";
import { readBetween } from "#journal/read-between.js";

/** A recording as far as entries vouch for it. Throws `HANDOVER_TOO_LARGE`, and `JOURNAL_DAMAGED` where it is not there. */
export function castContent(layout: Layout, file: string, entries: readonly Entry[]): Buffer {
  const to = chunksOf(file, entries).at(-1)?.to ?? 0;
  if (to > MAX_CAPSULE_BYTES)
    throw failure("HANDOVER_TOO_LARGE", { member: `casts/${file}`, bytes: to, limit: MAX_CAPSULE_BYTES });
  using found = openRegular(join(layout.casts, file));
  if (found === null)
    throw failure("JOURNAL_DAMAGED", {
      where: `casts/${file}`,
      problem: "it is not there, or is no file, and entries name it",
    });
  return readBetween(found.descriptor, 0, Math.min(to, found.size));
}
