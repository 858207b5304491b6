/**
 * Who has said that nothing is to be changed. What the operator has said they can take back; what waits for the handover of the
 * shift before is released by that, or by waiving it.
 */
export type ReadOnlyBy = "profile" | "option" | "operator" | "handover";
