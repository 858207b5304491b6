import type { Entry } from "#domain/entry.js";
import { parse } from "#language/parse.js";
import type { Intended, Operation } from "#operations/operation.js";
import { operationOf } from "#operations/operation-of.js";

/** What an intent's entry says of what was to be done. */
export function intendedBy({ TGT, BEF, chosen }: Entry): Intended {
  return { target: TGT.id, before: BEF ?? {}, chosen: chosen ?? {} };
}

/** The operation that an intent's command line asks for; null for Login, Logout and what this version cannot read. */
export function operationIn(intent: Entry): Operation | null {
  try {
    const command = parse(intent.ask ?? "");
    return command?.kind === "operation" && command.request.name === intent.OPR
      ? operationOf(command.request)
      : null;
  } catch {
    return null;
  }
}
