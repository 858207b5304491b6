import type { Entry } from "#domain/entry.js";
import type { RunParts } from "#procedures/run/parts.js";
import type { RunEvent } from "#session/run-event.js";

type Parts = Pick<RunParts, "session" | "record" | "procedure" | "purpose" | "hold">;

/**
 * Writes an entry of a run that this process carries on. Throws `RUN_HELD`, and nothing is written, once another program
 * has taken it on; and the journal's errors.
 */
export function writeEvent(parts: Parts, event: RunEvent): Entry {
  keepHold(parts);
  return write(parts, event);
}

/**
 * Where a session has taken the place of the one that the run was held by, it is held by that one from now on: others see
 * by the newest session whether somebody is there. Errors: those of `writeEvent`.
 */
export function keepHold(parts: Parts): void {
  const { hold, record, procedure, purpose } = parts;
  const { session } = parts.session().login.USR;
  hold.mustBeThere();
  if (hold.isBy(session)) return;
  hold.take(session);
  const { ticket } = purpose;
  write(parts, {
    OPR: "ResumeRun",
    run: { id: record.id },
    title: procedure.title,
    ...(ticket === undefined ? {} : { ticket }),
  });
}

function write({ hold, session }: Parts, event: RunEvent): Entry {
  const entry = session().procedure(event, (added) => hold.isLostBy(added));
  if (entry === null) throw hold.lost();
  return entry;
}
