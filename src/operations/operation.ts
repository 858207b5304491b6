import type { Facts } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { OperationName, Risk } from "#domain/operation-name.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { Limits, Mutation, MutationKind, ProviderSession, TaskRef } from "#providers/contract.js";

/** What preflight may look at beside the target itself. */
export interface Surroundings {
  readonly limits: Limits;
  /** The path of another machine of that name beside the target, as the inventory has it now. */
  siblingNamed(facts: MachineFacts, name: string): string | null;
}

/** One operation with its arguments bound: what it reads, why it would be refused, what it does. */
export interface Operation {
  readonly name: OperationName;
  readonly risk: Risk;
  /** False when it makes no sense on several targets at once. */
  readonly bulk: boolean;
  /** How the platform's own task list names it. */
  readonly kind: MutationKind;
  /** Whether the platform has what this needs. */
  supportedBy(session: ProviderSession): boolean;
  /** Why it would be refused now, or null. */
  refusal(before: MachineFacts, surroundings: Surroundings): Problem | null;
  /** What BEF and AFT record of the target. */
  record(facts: MachineFacts): Facts;
  /** Sends the mutating call, once. Only `session/` calls this. */
  run(session: ProviderSession, before: MachineFacts, mutation: Mutation): Promise<TaskRef>;
  /** Whether the target shows that it has been done. */
  shows(after: MachineFacts): boolean;
}
