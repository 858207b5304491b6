import type { TurnState } from "#console/store/turn-state.js";
import type { Role } from "#themes/theme.js";

/** A step's state without colour: the word stands beside it. */
export const RUN_SIGNS: Readonly<Record<TurnState, { readonly sign: string; readonly role: Role }>> = {
  waiting: { sign: "·", role: "dim" },
  current: { sign: "▶", role: "accent" },
  undoing: { sign: "<", role: "accent" },
  done: { sign: "✓", role: "ok" },
  failed: { sign: "✗", role: "danger" },
  uncertain: { sign: "?", role: "danger" },
  skipped: { sign: "⊘", role: "warning" },
  undone: { sign: "<", role: "info" },
  kept: { sign: "◇", role: "warning" },
  "undo-failed": { sign: "✗", role: "danger" },
};
