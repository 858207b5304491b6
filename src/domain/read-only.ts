/** Who has said that nothing is to be changed. What the operator has said they can take back. */
export type ReadOnlyBy = "profile" | "option" | "operator";
