import type { Facts } from "#domain/entry.js";
import { failure, type Problem } from "#domain/errors.js";
import { buildOperation, type Planned, thereOrNull } from "#operations/build-operation.js";
import type { Ground, Intended, Operation } from "#operations/operation.js";
import { SUBJECTS } from "#operations/subject.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Mutation, TaskRef } from "#providers/mutation.js";
import type { SubjectFacts, SubjectKind } from "#providers/subject.js";

/** An operation that changes its subject, which is read before and after it. */
export interface Change<K extends SubjectKind>
  extends Pick<Operation, "name" | "risk" | "bulk" | "kind" | "supportedBy"> {
  /** How much is read of it. */
  readonly subject: K;
  /** Why it would be refused now, or null; where there is more to say than that, `plan` is there instead. */
  refusal?(before: SubjectFacts[K], ground: Ground): Problem | null;
  plan?(before: SubjectFacts[K], ground: Ground): Planned;
  /** What BEF and AFT record. */
  record(facts: SubjectFacts[K], chosen: Facts, ground: Ground): Facts;
  /** As `OperationParts` has it. */
  predict?(recorded: Facts, before: SubjectFacts[K], chosen: Facts): Facts;
  run(
    session: ProviderSession,
    before: SubjectFacts[K],
    mutation: Mutation,
    chosen: Facts,
  ): Promise<TaskRef | null>;
  /** Whether the subject shows that it has been done. */
  shows(after: SubjectFacts[K], intended: Intended): boolean;
  /** Whether the subject shows that it has been done by being gone; never, where this is missing. */
  endsWith?(intended: Intended): boolean;
  /**
   * Where there is no task: how long it may take until the subject shows it, in milliseconds. Where this is not said the
   * platform reports nothing of it, and AFT is what has been pushed of the subject.
   */
  readonly withinMs?: number;
}

/** The operation that changes one subject. */
export function change<K extends SubjectKind>(parts: Change<K>): Operation {
  const { subject, refusal, plan, withinMs } = parts;
  const ways = SUBJECTS[subject];
  const read = (ground: Ground, id: string | null) =>
    ground.session.read({ kind: subject, id: needed(id) }, ground.signal);
  return buildOperation<SubjectFacts[K], SubjectFacts[K]>({
    ...parts,
    on: subject === "host" ? "host" : "machine",
    keptUnder: ({ target }) => target,
    read,
    target: (before) => ways.target(before),
    host: (before) => ways.host(before),
    recordBefore: (before, chosen, ground) => parts.record(before, chosen, ground),
    plan: (before, ground) => plan?.(before, ground) ?? { refusal: refusal?.(before, ground) ?? null },
    run: (session, before, chosen, mutation) => parts.run(session, before, mutation, chosen),
    async settle({ session, inventory }, task, { before, intended }, patience) {
      const about = { kind: subject, id: needed(intended.target) };
      const shows = (facts: SubjectFacts[K]) => parts.shows(facts, intended);
      const settled =
        task !== null
          ? await session.settle(task, about, shows, patience)
          : {
              failed: null,
              after:
                withinMs === undefined
                  ? ways.pushed(before, inventory)
                  : await session.watch(about, shows, withinMs, patience),
            };
      if (settled.after !== null || !parts.endsWith?.(intended)) return settled;
      // Not to have been read is not yet to be gone.
      const after = await thereOrNull(() => session.read(about, patience.signal));
      return { ...settled, after };
    },
    look: (ground, { target }) => read(ground, target),
    recordAfter: (after, chosen, ground) => parts.record(after, chosen, ground),
    shows: (after, intended) =>
      after === null ? (parts.endsWith?.(intended) ?? false) : parts.shows(after, intended),
    becomes: () => null,
    updates: (after, { target }) =>
      after === null ? (target === null ? [] : [{ change: "leave", id: target }]) : [ways.update(after)],
  });
}

/** A target's id. An operation on what is there is planned for something that was found. */
export function needed(id: string | null): string {
  if (id === null) throw failure("INTERNAL", { problem: "an operation without its target" });
  return id;
}
