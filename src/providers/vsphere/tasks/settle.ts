import type { Patience, Settled, TaskRef } from "#providers/mutation.js";
import type { Subject, SubjectFacts, SubjectKind } from "#providers/subject.js";
import { moref } from "#providers/vsphere/references.js";
import type { Retriever } from "#providers/vsphere/retriever.js";
import { isGone } from "#providers/vsphere/subjects/read-subject.js";
import { SUBJECTS, subjectMoref } from "#providers/vsphere/subjects/subjects.js";
import { TASK_STATE, taskEnd, taskProgress, toldOnce } from "#providers/vsphere/tasks/task-properties.js";
import type { TaskWatch } from "#providers/vsphere/tasks/task-watch.js";

/** Where tasks are looked up, and where they are waited for. */
export interface TaskPlaces {
  readonly retriever: Retriever;
  readonly watch: TaskWatch;
}

/** Task and subject in one read; where that does not settle it, both by push, for one more call. */
export async function settle<K extends SubjectKind>(
  { retriever, watch }: TaskPlaces,
  task: TaskRef,
  subject: Subject<K>,
  shows: (facts: SubjectFacts[K]) => boolean,
  patience: Patience = {},
): Promise<Settled<SubjectFacts[K]>> {
  const telling = toldOnce(patience);
  const seen = await glance(retriever, task, subject, telling);
  if (seen.end !== null) {
    const { failed } = seen.end;
    if (failed !== null || (seen.after !== null && shows(seen.after))) return { failed, after: seen.after };
  }
  return await watch.settled(task, subject, shows, telling);
}

async function glance<K extends SubjectKind>(
  retriever: Retriever,
  task: TaskRef,
  subject: Subject<K>,
  { signal, onProgress }: Patience,
) {
  const { spec, facts } = SUBJECTS[subject.kind];
  const morefs = [moref("Task", task.id), subjectMoref(subject)];
  try {
    const found = await retriever.objects([TASK_STATE, spec], morefs, signal);
    const of = (id: string) => found.find((each) => each.moref.id === id);
    const properties = of(task.id)?.properties;
    const object = of(subject.id);
    const end = taskEnd(properties);
    const percent = end === null ? taskProgress(properties) : null;
    if (percent !== null) onProgress?.(percent);
    return { end, after: object === undefined ? null : facts(object) };
  } catch (error) {
    // One of the two is gone. The list view says which, and takes the other.
    if (isGone(error)) return { end: null, after: null };
    throw error;
  }
}
