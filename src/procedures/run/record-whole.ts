import type { Entry, Facts, Result } from "#domain/entry.js";
import type { RunEventName } from "#domain/run.js";
import type { RunParts } from "#procedures/run/parts.js";
import { writeEvent } from "#procedures/run/write-event.js";

/** What of a whole run is recorded. */
export interface WholeEvent {
  readonly OPR: RunEventName;
  readonly after?: Facts;
  /** OK, where it is not said. */
  readonly result?: Result;
  readonly why?: string | null;
  readonly ref?: string | undefined;
}

type Parts = Pick<RunParts, "session" | "record" | "procedure" | "purpose" | "hold">;

/**
 * Writes an entry that is about the whole of a run. Errors: those of `writeEvent`. With `unless`, it is one that takes the run
 * on, and null is answered where that holds of what others have added.
 */
export function recordWhole(parts: Parts, event: WholeEvent): Entry;
export function recordWhole(parts: Parts, event: WholeEvent, unless: (added: Entry) => boolean): Entry | null;
export function recordWhole(
  parts: Parts,
  { OPR, after = {}, result = { status: "OK" }, why = null, ref }: WholeEvent,
  unless?: (added: Entry) => boolean,
): Entry | null {
  const { session, record, procedure, purpose } = parts;
  const event = {
    OPR,
    run: { id: record.id },
    title: procedure.title,
    after,
    result,
    ...(why === null ? {} : { why }),
    ...(purpose.ticket === undefined ? {} : { ticket: purpose.ticket }),
    ...(ref === undefined ? {} : { ref }),
  };
  return unless === undefined ? writeEvent(parts, event) : session().procedure(event, unless);
}
