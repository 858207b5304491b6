import type { Handover } from "#domain/handover.js";
import { whoCell } from "#listings/entry-cells.js";

/** Who has done something: by the login, and from which desk. */
interface Who {
  readonly who: string;
  readonly os: string;
  readonly console: string;
}

/** How a report names who has done something: where several persons work, a login alone does not tell which of them it was. */
export function whoSaidIn({
  outgoing,
  shift,
  operations,
  failures,
  tasks,
  notes,
}: Handover): (it: Who) => string {
  const all = [outgoing, ...shift.sessions, ...operations.flatMap((each) => each.operations)];
  const persons = new Set(
    [...all, ...failures, ...tasks, ...notes].map(({ os, console }) => `${os}@${console}`),
  );
  return ({ who: name, os, console }) => (persons.size > 1 ? whoCell({ os, console, name }) : name);
}
