import type { Entry } from "#domain/entry.js";
import type { CastChunk, CastMark } from "#domain/recording.js";
import type { RunMark } from "#domain/run.js";
import type { Answering } from "#journal/intents.js";

/** What of an entry the index is made from. */
export interface IndexedEntry extends Answering, Pick<Entry, "seq" | "STR" | "OPR"> {
  readonly cast?: Pick<CastMark, "file"> | undefined;
  readonly recording?: Pick<CastChunk, "file"> | undefined;
  readonly USR: Pick<Entry["USR"], "name" | "session">;
  readonly HST: Pick<Entry["HST"], "endpoint">;
  readonly TGT: Pick<Entry["TGT"], "id" | "uuid" | "name">;
  readonly run?: Pick<RunMark, "id" | "step"> | undefined;
}
