import type { EntryDraft, Phase } from "#domain/entry.js";
import { recordable } from "#journal/canonical.js";

/** The longest text that an entry takes over from a server, in UTF-16 units. What people say is never cut. */
const LONGEST: Readonly<Record<string, number>> = {
  name: 1024,
  why: Infinity,
  ask: Infinity,
  ticket: Infinity,
};
const LONGEST_ELSE = 4096;
/** Members whose texts are never cut: what is cut could not be read as what it is. */
const WHOLE: ReadonlySet<string> = new Set(["run"]);
const WHOLE_FACTS: ReadonlySet<string> = new Set(["run", "BEF", "AFT", "TGT"]);
const WITH_WHOLE_FACTS: ReadonlySet<string> = new Set<Phase>(["procedure", "handover"]);

/** A draft with every string as an entry may hold it. */
export function recordableDraft(draft: EntryDraft): EntryDraft {
  const kept = WITH_WHOLE_FACTS.has(draft.phase) ? WHOLE_FACTS : WHOLE;
  const clean = (value: unknown, key: string, whole: boolean): unknown => {
    if (typeof value === "string")
      return recordable(value, whole ? Infinity : (LONGEST[key] ?? LONGEST_ELSE));
    if (typeof value !== "object" || value === null) return value;
    const members = Object.entries(value);
    return Object.fromEntries(
      members.map(([name, each]) => [name, clean(each, name, whole || kept.has(name))]),
    );
  };
  return clean(draft, "", false) as EntryDraft;
}
