import type { TargetExpression } from "#domain/command.js";
import type { Names } from "#language/candidate-names.js";

/** What a target can be of. */
export type NamedKind = "machines" | "hosts" | "datastores" | "networks" | "folders";

/** Something with a name. */
export interface Named {
  readonly name: string;
  /** Without its `@`; null for what cannot be named so. */
  readonly id: string | null;
  /** As the inventory writes it: `/DC0/vm/web-01`. */
  readonly path: string | null;
  /** What tells it from others: `40 GiB free`. */
  readonly note: string | null;
}

/** Something that stands directly in a path. */
export interface PathChild extends Named {
  /** Whether it is of the kind that was asked for. */
  readonly itself: boolean;
  /** Whether the path goes on below it. */
  readonly holds: boolean;
}

/** What can be named by name, id or path. */
export interface Nameable {
  names(kind: NamedKind): Names<Named>;
  /** The same, asked for by id. */
  ids(kind: NamedKind): Names<Named>;
  /** What stands directly in `path` (`/DC0/vm`; empty for the root) and is of the kind or leads to such. */
  inside(path: string, kind: NamedKind): Names<PathChild>;
}

/** What there is to be named. Every answer is as of now, from memory: it is asked for at each key. */
export interface Vocabulary extends Nameable {
  /** Of that, what can stand beside a target: where there are several endpoints, what is at its own. */
  beside(target: TargetExpression): Nameable;
  /** The snapshots of what a target means; none for what is unknown, ambiguous or not read yet. */
  snapshotsOf(target: TargetExpression): readonly Named[];
  /** The disks, whose names are their labels. As `snapshotsOf`. */
  disksOf(target: TargetExpression): readonly Named[];
  /** What a target has now, in CPUs or MiB; null where that is unknown or not one value. */
  current(target: TargetExpression, what: "cpus" | "memory" | "disk"): number | null;
  /**
   * What may stand in a place that this language knows no names for: a parameter of a verb (`theme`, `NAME`) or an
   * option's value (`create`, `--guest`). What ends in a `/` is a directory, and goes on.
   *
   * @param begun what is typed of it
   */
  words(verb: string, place: string, begun: string): readonly Named[];
}
