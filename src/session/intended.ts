import type { OperationRequest } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { parse } from "#language/parse.js";
import type { Intended, Operation } from "#operations/operation.js";
import { operationOf } from "#operations/operation-of.js";

/** What an intent's entry says of what was to be done. */
export function intendedBy({ TGT, BEF, chosen }: Entry): Intended {
  return { target: TGT.id, before: BEF ?? {}, chosen: chosen ?? {} };
}

/** Which endpoint the host of a move is on no command line says: it was settled where the line was typed. */
function atItsEndpoint(request: OperationRequest, { chosen }: Entry): OperationRequest {
  const endpoint = chosen?.endpoint;
  return request.name === "MoveVM" && typeof endpoint === "string" ? { ...request, endpoint } : request;
}

/** The operation that an intent's command line asks for; null for Login, Logout and what this version cannot read. */
export function operationIn(intent: Entry): Operation | null {
  try {
    const command = parse(intent.ask ?? "");
    if (command?.kind !== "operation" || command.request.name !== intent.OPR) return null;
    return operationOf(atItsEndpoint(command.request, intent));
  } catch {
    return null;
  }
}
