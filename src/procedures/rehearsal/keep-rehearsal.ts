import { v7 as uuidv7 } from "uuid";
import type { Entry } from "#domain/entry.js";
import type { Rehearsal } from "#domain/rehearsal.js";
import { writable } from "#procedures/approval/frozen-plan.js";
import type { Purpose } from "#session/purpose.js";
import type { Session } from "#session/session.js";

/** Keeps a rehearsal as an entry of the session's journal. Answers the entry; throws the journal's errors. */
export function keepRehearsal(
  session: Pick<Session, "procedure">,
  rehearsal: Rehearsal,
  { why, ticket }: Purpose,
): Entry {
  const { title, procedure, parameters, end } = rehearsal;
  return session.procedure({
    OPR: "Rehearse",
    // It is a run of its own, on a copy: no other entry has its id.
    run: { id: uuidv7() },
    title,
    after: {
      title,
      procedure,
      parameters: JSON.stringify(parameters),
      rehearsal: JSON.stringify(writable(rehearsal)),
    },
    result:
      end === "complete"
        ? { status: "OK" }
        : { status: "NG", code: "RUN_NOT_COMPLETE", message: `The rehearsal is ${end}.` },
    ...(why === undefined ? {} : { why }),
    ...(ticket === undefined ? {} : { ticket }),
  });
}
