import { resolve } from "node:path";
import { failure } from "#domain/errors.js";
import { readRegular } from "#files/read-regular.js";
import { REQUEST_LIMIT, readRequest } from "#procedures/approval/read-request.js";
import { sha256Of } from "#procedures/approval/request.js";
import { itemOfRequest, requestName } from "#procedures/approval/request-name.js";
import { writeRequestFile } from "#procedures/approval/write-request.js";
import type { Answer, RequestFile } from "#procedures/run/conductor.js";

/** Far more than a signature needs, in bytes. */
const SIGNATURE_LIMIT = 65_536;

/** A request as a second person has signed it, and what it says that it is about. */
export interface SignedRequest {
  readonly approval: Answer<"approval">;
  /** The step, null for the whole, and of a step in a loop the item; undefined where that cannot be read. */
  readonly of: { readonly step: string | null; readonly item: string | null } | undefined;
}

/** Reads a request and the signature beside it, `PATH.sig`, whatever they hold. Throws `FILE_UNREADABLE`. */
export function readSigned(path: string): SignedRequest {
  const request = bytesOf(path, REQUEST_LIMIT);
  const signature = bytesOf(`${path}.sig`, SIGNATURE_LIMIT).toString("utf8");
  const read = readRequest(request);
  return {
    approval: { kind: "approval", request, signature },
    of: "flaw" in read ? undefined : { step: read.request.step, item: itemOfRequest(read.request) },
  };
}

function bytesOf(path: string, limit: number): Buffer {
  try {
    return readRegular(path, limit);
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

/**
 * Writes a request where the second person can have it, and answers where that is: the named place, else the current
 * directory. Throws `REQUEST_NOT_WRITTEN`.
 */
export function writeRequest({ request, bytes }: RequestFile, named: string | null): string {
  const path = resolve(named ?? requestName(request, sha256Of(bytes)));
  writeRequestFile(path, bytes);
  return path;
}
