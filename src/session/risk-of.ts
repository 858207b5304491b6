import type { Risk } from "#domain/operation-name.js";
import type { Operation, Prepared } from "#operations/operation.js";

/** Of one target: whatever else an operation is, one that takes something away for good destroys. */
export function riskOf({ risk }: Pick<Operation, "risk">, { losses }: Pick<Prepared, "losses">): Risk {
  return losses.length > 0 ? "destroys" : risk;
}

/** Of all targets that it would be done to, the greatest. */
export function riskOfAll(
  { risk }: Pick<Operation, "risk">,
  plans: readonly { readonly refusal: unknown; readonly prepared: Pick<Prepared, "losses"> | null }[],
): Risk {
  const destroys = plans.some(
    ({ refusal, prepared }) => refusal === null && (prepared?.losses.length ?? 0) > 0,
  );
  return destroys ? "destroys" : risk;
}
