import { hash } from "node:crypto";
import type { Handover } from "#domain/handover.js";
import { canonical } from "#journal/canonical.js";
import { writable } from "#procedures/approval/frozen-plan.js";

/** A report, and what both operators sign of it. */
export interface SignedBytes {
  /** As its bytes have it. */
  readonly handover: Handover;
  /** JCS (RFC 8785), without a newline. */
  readonly bytes: Buffer;
  /** Lower-case hex SHA-256 of them. */
  readonly report: string;
}

/**
 * What people have written may hold what JCS has no form for: it is replaced, as in entries. All that is made of a report is made
 * of what its bytes say, in their order, so that it can be made of them again.
 */
export function reportBytes(drawn: Handover): SignedBytes {
  const text = canonical(writable(drawn));
  return { handover: JSON.parse(text) as Handover, ...bytesOf(Buffer.from(text)) };
}

function bytesOf(bytes: Buffer): Omit<SignedBytes, "handover"> {
  return { bytes, report: hash("sha256", bytes) };
}
