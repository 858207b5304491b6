import type { Entry } from "#domain/entry.js";
import type { RunMark } from "#domain/run.js";
import type { Answering } from "#journal/intents.js";

/** What of an entry the index is made from. */
export interface IndexedEntry extends Answering, Pick<Entry, "seq" | "STR" | "OPR"> {
  readonly USR: Pick<Entry["USR"], "name" | "session">;
  readonly HST: Pick<Entry["HST"], "endpoint">;
  readonly TGT: Pick<Entry["TGT"], "id" | "name">;
  readonly run?: Pick<RunMark, "id" | "step"> | undefined;
}
