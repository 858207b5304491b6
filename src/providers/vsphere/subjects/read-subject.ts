import { failure } from "#domain/errors.js";
import type { Subject, SubjectFacts, SubjectKind } from "#providers/subject.js";
import type { Retriever } from "#providers/vsphere/retriever.js";
import { SUBJECTS, subjectMoref } from "#providers/vsphere/subjects/subjects.js";

/** One read of a subject. `TARGET_UNKNOWN` when it is gone. */
export async function readSubject<K extends SubjectKind>(
  retriever: Retriever,
  subject: Subject<K>,
  signal?: AbortSignal,
): Promise<SubjectFacts[K]> {
  const { spec, facts } = SUBJECTS[subject.kind];
  try {
    const [found] = await retriever.objects([spec], [subjectMoref(subject)], signal);
    if (found !== undefined) return facts(found);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  throw unknownTarget([subject.id]);
}

export function unknownTarget(ids: readonly string[]): Error {
  return failure("TARGET_UNKNOWN", { text: ids.map((id) => `@${id}`).join(", "), nearest: [] });
}

/** Whether the server has no object of an id that was asked for. It does not say of which. */
export function isGone(error: unknown): boolean {
  const { problem } = error as { problem?: { code: string; facts: { fault?: string } } };
  return problem?.code === "SERVER_FAULT" && problem.facts.fault === "ManagedObjectNotFound";
}
