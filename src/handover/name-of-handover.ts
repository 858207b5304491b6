import type { Handover } from "#domain/handover.js";

/** What a handover is called in entries: whose it is, and of which day. */
export function nameOfHandover({ outgoing, shift, revision }: Handover): string {
  const again = revision === 1 ? "" : ` (${revision})`;
  return `${outgoing.os}@${outgoing.console} ${shift.to.slice(0, 10)}${again}`;
}

/** What its file is called where nobody says another name: each revision has its own. */
export function fileOfHandover({ id, made, revision }: Pick<Handover, "id" | "made" | "revision">): string {
  return `handover-${made.slice(0, 10)}-${id.slice(-8)}${revision === 1 ? "" : `-r${revision}`}.tar`;
}

/** What the file of an answer is called: after the handover's own, wherever it lies. */
export function fileOfAnswer(handover: string): string {
  return `${handover}.answer`;
}
