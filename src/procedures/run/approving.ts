import type { Journal } from "#journal/journal.js";
import { readKeys } from "#journal/read-epochs.js";
import type { Approving } from "#procedures/run/parts.js";
import type { RunRecord } from "#procedures/run/run-record.js";
import type { RunWanted } from "#procedures/run/wanted.js";

interface Held extends Pick<RunWanted, "session" | "approvers"> {
  readonly record: RunRecord;
  /** The time of the newest entry, in milliseconds since 1970: see `FollowedRun`. */
  newest(): number;
}

/** What approvals in a run are held against. */
export function approvingIn(journal: Journal, { session, approvers, record, newest }: Held): Approving {
  const epochs = () => readKeys(journal.layout).epochs();
  return {
    approvers,
    get origin() {
      return epochs()[0]?.origin ?? "";
    },
    operator() {
      const { USR } = session().login;
      const keys = epochs();
      return {
        identities: keys.map(({ identity }) => identity),
        os: USR.os,
        console: USR.console,
        login: USR.name,
        keys: keys.map(({ fingerprint }) => fingerprint),
      };
    },
    used: () =>
      new Set(
        record.asked.flatMap(({ approved }) => (approved === null ? [] : [String(approved.AFT?.nonce)])),
      ),
    now: () => Math.max(Date.now(), newest()),
  };
}
