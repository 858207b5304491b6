import type { Entry } from "#domain/entry.js";
import type { Journal } from "#journal/journal.js";
import type { HandoverEvent } from "#session/trail.js";

/** Where handovers are written: a journal that is open, and by whom. */
export interface Exchange {
  readonly journal: Journal;
  /** The operating system's user, and the machine, as entries name them. */
  readonly operator: { readonly os: string; readonly console: string };
  /**
   * Appends an event, unless this holds of what others have added since the last append; null then. A session's
   * `handover`, or a trail's where nobody logs in.
   */
  record(event: HandoverEvent, unless: (added: Entry) => boolean): Entry | null;
}
