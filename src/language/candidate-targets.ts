import type { Proposal, Source, Wanted } from "#language/candidate-source.js";
import { byId, mapped, proposeName } from "#language/candidate-source.js";
import type { BegunWord } from "#language/completion-line.js";
import type { Nameable, Named, NamedKind, PathChild } from "#language/completion-vocabulary.js";

/** What a target may be that is begun so: ids after `@`, what stands in a path after `/`, names otherwise. */
export function wantedTarget(vocabulary: Nameable, kinds: readonly NamedKind[], begun: BegunWord): Wanted {
  const { text, raw } = begun;
  const from = (source: (kind: NamedKind) => Source): readonly Source[] => kinds.map(source);
  if (raw.startsWith("@")) {
    return {
      typed: text.slice(1),
      sources: from((kind) => mapped(vocabulary.ids(kind), (named) => proposeId(named, kind))),
    };
  }
  if (text.startsWith("/")) {
    const slash = text.lastIndexOf("/");
    const folder = text.slice(0, slash);
    return {
      typed: text.slice(slash + 1),
      sources: from((kind) => mapped(vocabulary.inside(folder, kind), (child) => proposeChild(child, kind))),
    };
  }
  return {
    typed: text,
    sources: from((kind) => mapped(vocabulary.names(kind), (named) => proposeTarget(named, kind))),
  };
}

/** A name that begins with `/` would be read as a path: without a word, it is named by its id. */
function proposeTarget(named: Named, kind: NamedKind): Proposal {
  const proposal = proposeName(named, kind);
  return named.name.startsWith("/") ? { ...proposal, word: "" } : proposal;
}

function proposeId(named: Named, kind: NamedKind): Proposal {
  const { name, note } = named;
  const proposal = proposeTarget(named, kind);
  return {
    ...(byId(proposal) ?? { ...proposal, word: "" }),
    shown: `@${named.id ?? ""}`,
    note: note === null ? name : `${name}, ${note}`,
  };
}

/** What is only on the way is not named by its id: that would be no target. */
function proposeChild({ name, id, path, note, itself, holds }: PathChild, kind: NamedKind): Proposal {
  const common = { note, kind, written: "quoted" } as const;
  const word = path ?? "";
  if (itself) return { ...common, word, id, shown: name, extent: holds ? "may go on" : "ends" };
  return { ...common, word: word === "" ? "" : `${word}/`, id: null, shown: `${name}/`, extent: "goes on" };
}
