import { canonical } from "#journal/canonical.js";
import { planHash } from "#procedures/approval/frozen-plan.js";
import { type ApprovalRequest, REQUEST_FORMAT, sha256Of } from "#procedures/approval/request.js";
import { type Flaw, requestFlaw } from "#procedures/approval/request-shape.js";

/** The plan of thousands of machines is smaller. In bytes. */
export const REQUEST_LIMIT = 4_194_304;

export type ReadRequest = { readonly request: ApprovalRequest } | { readonly flaw: Flaw };

/**
 * The request that these bytes are, or the first thing that is wrong with them. They must come back byte for byte when it
 * is written again, and say nothing twice in two ways.
 */
export function readRequest(bytes: Uint8Array): ReadRequest {
  if (bytes.length > REQUEST_LIMIT) return flawed("TOO_LARGE");
  const text = textOf(bytes);
  if (text === null) return flawed("NOT_UTF8");
  const value = parsed(text);
  if (value === undefined) return flawed("NOT_JSON");
  const format = (value as { readonly format?: unknown } | null)?.format;
  if (format !== REQUEST_FORMAT) return flawed("FORMAT");
  const flaw = requestFlaw(value);
  if (flaw !== null) return { flaw };
  const request = value as ApprovalRequest;
  if (!isWrittenSo(request, text)) return flawed("NOT_CANONICAL");
  const at = contradiction(request);
  return at === null ? { request } : flawed("CONTRADICTS", at);
}

function flawed(problem: Flaw["problem"], at = ""): ReadRequest {
  return { flaw: { at, problem } };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A lone surrogate and U+007F cannot be written at all. */
function isWrittenSo(request: ApprovalRequest, text: string): boolean {
  try {
    return `${canonical(request)}\n` === text;
  } catch {
    return false;
  }
}

function contradiction(request: ApprovalRequest): string | null {
  const { frozen, plan, issued, expires } = request;
  const both = (["run", "procedure", "endpoint", "step"] as const).find(
    (key) => frozen[key] !== request[key],
  );
  if (both !== undefined) return both;
  // Who approves the whole reads the very file that is run.
  if ((frozen.source === null) !== (frozen.step !== null)) return "frozen.source";
  if (frozen.source !== null && sha256Of(frozen.source) !== frozen.procedure) return "frozen.source";
  if (planHash(frozen) !== plan) return "plan";
  return issued < expires ? null : "expires";
}
