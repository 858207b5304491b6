import type { Handover } from "#domain/handover.js";

/**
 * Whether a shift was handed over by the very user, on the very machine, that takes it over: it may be one person with two keys.
 * Then it is only accepted for a reason.
 */
export function isSameOperator(
  { outgoing }: Pick<Handover, "outgoing">,
  operator: { readonly os: string; readonly console: string },
): boolean {
  return outgoing.os === operator.os && outgoing.console === operator.console;
}
