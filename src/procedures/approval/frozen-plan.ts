import { createHash } from "node:crypto";
import type { Facts } from "#domain/entry.js";
import type { Loss } from "#domain/loss.js";
import { canonical, recordable } from "#journal/canonical.js";

/** One of the set that a loop or a parameter names, as it was when the run began. */
export interface FrozenItem {
  readonly id: string;
  readonly name: string;
}

/** A parameter as the operator said it, or what it named when the run began. */
export type FrozenParameter = string | FrozenItem | readonly FrozenItem[];

/** What would be done to one target: the line as it was rendered, and its plan. */
export interface FrozenOperation {
  readonly line: string;
  /** The `OPR` of its entries. */
  readonly operation: string;
  /** Of a step in a loop: the item's id, or the item itself where it is a text; else null. */
  readonly item: string | null;
  /** `id` is null where the operation makes its target. */
  readonly target: { readonly kind: string; readonly id: string | null; readonly name: string };
  /** BEF. */
  readonly before: Facts;
  /** AFT if all goes as asked. */
  readonly wanted: Facts;
  readonly chosen: Facts;
  readonly losses: readonly Loss[];
}

/** All that an approver agrees to, and nothing else may be done under the approval. */
export interface FrozenPlan {
  /** Lower-case hex SHA-256 of the procedure file's bytes. */
  readonly procedure: string;
  /** The run's UUIDv7. */
  readonly run: string;
  /** The endpoint without its user. */
  readonly endpoint: string;
  /** The step or loop that is approved; null for the whole. */
  readonly step: string | null;
  /** The change number that the run was begun for; null where it was for none. */
  readonly ticket: string | null;
  readonly parameters: Readonly<Record<string, FrozenParameter>>;
  readonly operations: readonly FrozenOperation[];
  /** What the sets of loops hold, in their order. */
  readonly items: readonly FrozenItem[];
  /** The procedure's file, whole, where the whole is approved: what `procedure` is the hash of; else null. */
  readonly source: string | null;
}

/** Lower-case hex SHA-256 of the plan's JCS (RFC 8785). Throws a TypeError for a number that is no integer. */
export function planHash(frozen: FrozenPlan): string {
  return createHash("sha256")
    .update(canonical(writable(frozen)))
    .digest("hex");
}

/**
 * The same, as a file and an entry can hold it: what comes from a server may have lone surrogates and U+007F. Of what
 * this has answered it answers the same.
 */
export function writable<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") return recordable(value, Number.POSITIVE_INFINITY);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [recordable(key, Number.POSITIVE_INFINITY), cleaned(member)]),
  );
}
