import type { EntryDraft, Who } from "#domain/entry.js";
import { recordable } from "#journal/canonical.js";
import { type ApprovalRequest, sha256Of } from "#procedures/approval/request.js";

/** The longest text that is taken over from a request, in UTF-16 units: it was written elsewhere. */
const LONGEST = 1024;

/**
 * The approver's own entry: this person has signed somebody else's request. It has no mark of the run, whose id is its
 * target's: it is no part of the run, not even where the run later comes into this very journal.
 */
export function signApprovalEntry(
  who: Who,
  { bytes, request }: { readonly bytes: Uint8Array; readonly request: ApprovalRequest },
  signature: string,
): EntryDraft {
  const { run, step, title, endpoint, operator, journal, plan, nonce, expires, procedure } = request;
  const time = new Date().toISOString();
  return {
    phase: "procedure",
    STR: time,
    END: time,
    ms: 0,
    OPR: "SignApproval",
    USR: who,
    HST: { endpoint: "journal:", platform: "shoseki", host: null },
    TGT: { kind: "Procedure", id: run, uuid: null, name: recordable(title, LONGEST) },
    BEF: {},
    AFT: {
      request: sha256Of(bytes),
      plan,
      nonce,
      expires,
      of: step,
      procedure,
      endpoint: recordable(endpoint, LONGEST),
      asker: recordable(`${operator.os}@${operator.console}`, LONGEST),
      askerKey: operator.key,
      askerLogin: recordable(operator.name, LONGEST),
      askerJournal: recordable(journal, LONGEST),
      signature: sha256Of(signature),
    },
    RST: { status: "OK" },
  };
}
