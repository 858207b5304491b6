import type { Restraints } from "#session/restraints.js";

export const UNRESTRAINED: Restraints = {
  readOnly: null,
  protected: [],
  confirm: "risk",
  demands: { reason: false, ticket: false },
};
