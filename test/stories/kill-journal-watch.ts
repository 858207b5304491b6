import { watch } from "node:fs";
import { join } from "node:path";
import type { Entry } from "#domain/entry.js";
import type { Operator } from "./kill-operator.js";

/** Resolves as soon as an entry that was not there before, and that is wanted, is in the journal's files. */
export async function entryAppears(operator: Operator, wanted: (entry: Entry) => boolean): Promise<Entry> {
  const { promise, resolve } = Promise.withResolvers<Entry>();
  const known = operator.entries().length;
  const look = () => {
    const found = operator.entries().slice(known).find(wanted);
    if (found !== undefined) resolve(found);
  };
  const watcher = watch(join(operator.home.journal, "entries"), look);
  try {
    look();
    return await promise;
  } finally {
    watcher.close();
  }
}
