import type { Entry } from "#domain/entry.js";
import { isLogin } from "#journal/intents.js";

/** Whether an entry is about an earlier session, whose program is gone. */
export function isOfBrokenOff({ OPR, ref }: Pick<Entry, "OPR" | "ref">): boolean {
  return OPR === "EndSession" || (OPR === "SessionEnded" && ref !== undefined);
}

/**
 * The sessions of which these entries say that their programs are gone. A later Login says so by the earlier one (`ref`), or ends
 * what that has left at the server.
 *
 * @param logins outcomes of Logins, as many as are known
 */
export function brokenOff(entries: readonly Entry[], logins: readonly Entry[]): ReadonlySet<string> {
  const said = entries.filter(isOfBrokenOff);
  const isGone = ({ id, HST, AFT }: Entry) =>
    said.some(({ OPR, ref, HST: { endpoint }, TGT }) =>
      OPR === "EndSession" ? endpoint === HST.endpoint && TGT.id === AFT?.serverSession : ref === id,
    );
  return new Set(logins.filter((entry) => isLogin(entry) && isGone(entry)).map(({ USR }) => USR.session));
}
