import type { PassedOverBecause } from "#messages/approval-texts.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/** What of the approvers' file whoever relies on it has to know. */
interface ApproversShown {
  readonly path: string;
  readonly writable: boolean;
  /** The lines that count for nothing, from 1. */
  readonly passedOver: readonly { readonly line: number; readonly problem: PassedOverBecause }[];
}

/** What is said of an approvers' file: that nothing keeps the operator from writing it, and what of it counts for nothing. */
export function approversLines(
  { path, writable, passedOver }: ApproversShown,
  { approval }: Pick<Catalogue, "approval">,
): readonly string[] {
  return [
    ...(writable ? [approval.writable({ path })] : []),
    ...passedOver.map((each) => approval.passedOver({ path, ...each })),
  ].map(printable);
}
