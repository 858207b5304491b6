import { createHash } from "node:crypto";
import type { ApprovalRequest } from "#procedures/approval/request.js";

type Named = Pick<ApprovalRequest, "run" | "step" | "frozen">;

/** The item that a request is about: of a step in a loop; null for a request that is about none, or about several. */
export function itemOfRequest({ frozen }: Pick<ApprovalRequest, "frozen">): string | null {
  const items = new Set(frozen.operations.map(({ item }) => item));
  const [item = null] = items;
  return items.size === 1 ? item : null;
}

/** How much of a request's hash is in its name, in hex digits. */
const HASH_DIGITS = 12;

/**
 * What the file of a request is called, `RUN-STEP-ITEM-HASH.request.json`: each step has its own, in a loop each item, and
 * each time that it is asked for anew, so that no request takes the place of another that is in a second person's hands.
 *
 * @param sha256 of the file's bytes
 */
export function requestName(request: Named, sha256: string): string {
  const item = itemOfRequest(request);
  const of = [
    request.run,
    request.step ?? "whole",
    ...(item === null ? [] : [inName(item)]),
    sha256.slice(0, HASH_DIGITS),
  ];
  return `${of.join("-")}.request.json`;
}

/** An item as a part of a file's name; where something is lost by that, its hash tells it from others. */
function inName(item: string): string {
  if (/^[a-z0-9-]{1,64}$/u.test(item)) return item;
  const readable = item.replaceAll(/[^A-Za-z0-9-]+/gu, "-").slice(0, 32);
  return `${readable}_${createHash("sha256").update(item).digest("hex").slice(0, 16)}`;
}
