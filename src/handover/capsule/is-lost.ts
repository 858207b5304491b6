import type { Handover } from "#domain/handover.js";

/** Whether a report says of a recording that it does not go along. */
export function isLost({ shift }: Handover, file: string): boolean {
  return shift.lost.some((each) => each.file === file);
}
