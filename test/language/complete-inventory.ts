import type { TargetExpression } from "#domain/command.js";
import { NameList, type Names } from "#language/candidate-names.js";
import { type Completion, complete } from "#language/complete.js";
import type { Named, NamedKind, PathChild, Vocabulary } from "#language/completion-vocabulary.js";

type NamesByKind = Partial<Record<NamedKind, readonly Named[]>>;

/** What a small site has. */
export interface Site extends NamesByKind {
  readonly tree?: Readonly<Record<string, readonly PathChild[]>>;
  readonly snapshots?: readonly Named[];
  readonly disks?: readonly Named[];
  readonly current?: Readonly<Partial<Record<"cpus" | "memory" | "disk", number>>>;
  readonly words?: Readonly<Record<string, readonly Named[]>>;
}

export const named = (name: string, id: string | null = null, note: string | null = null): Named => ({
  name,
  id,
  path: null,
  note,
});

export const child = (
  path: string,
  is: "itself" | "holds" | "both",
  id: string | null = null,
): PathChild => ({
  ...named(path.slice(path.lastIndexOf("/") + 1), id),
  path,
  itself: is !== "holds",
  holds: is !== "itself",
});

/** A site as a vocabulary. `about` is told each target that is asked about. */
export function vocabularyOf(site: Site, about: (target: TargetExpression) => void = () => {}): Vocabulary {
  const of = (kind: NamedKind) => site[kind] ?? [];
  const vocabulary: Vocabulary = {
    beside: () => vocabulary,
    names: (kind) => listOf(of(kind), ({ name }) => name),
    ids: (kind) => listOf(of(kind), ({ id }) => id ?? ""),
    inside: (path) => listOf(site.tree?.[path] ?? [], ({ name }) => name),
    snapshotsOf: (target) => {
      about(target);
      return site.snapshots ?? [];
    },
    disksOf: (target) => {
      about(target);
      return site.disks ?? [];
    },
    current: (target, what) => {
      about(target);
      return site.current?.[what] ?? null;
    },
    words: (verb, place) => site.words?.[`${verb} ${place}`] ?? [],
  };
  return vocabulary;
}

function listOf<T>(rows: readonly T[], nameOf: (row: T) => string): Names<T> {
  return new NameList(rows, nameOf, (row) => row);
}

/** A line with its cursor, at the `|` or else at the end. */
export function cursorIn(marked: string): { readonly line: string; readonly column: number } {
  const at = marked.indexOf("|");
  return at < 0
    ? { line: marked, column: marked.length }
    : { line: `${marked.slice(0, at)}${marked.slice(at + 1)}`, column: at };
}

/** What is offered at the cursor of a line. */
export function offered(marked: string, site: Site): readonly string[] {
  return completionOf(marked, site).candidates.map(({ text }) => text);
}

export function completionOf(marked: string, site: Site): Completion {
  const { line, column } = cursorIn(marked);
  return complete(line, column, vocabularyOf(site));
}

/** The line once its first candidate is taken. */
export function completed(marked: string, site: Site): string {
  const { line } = cursorIn(marked);
  const { start, end, candidates } = completionOf(marked, site);
  return `${line.slice(0, start)}${candidates[0]?.text ?? ""}${line.slice(end)}`;
}
