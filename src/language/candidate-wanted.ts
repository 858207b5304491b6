import type { TargetExpression } from "#domain/command.js";
import { ShosekiError } from "#domain/errors.js";
import type { CandidateKind } from "#language/candidate.js";
import {
  type Proposal,
  proposeName,
  type Source,
  sourceOf,
  type Wanted,
} from "#language/candidate-source.js";
import { wantedTarget } from "#language/candidate-targets.js";
import { countSource, diskSource, memorySource } from "#language/candidate-values.js";
import type { Named, NamedKind, Vocabulary } from "#language/completion-vocabulary.js";
import type { Standing } from "#language/expected-place.js";
import { targetOf } from "#language/target.js";
import type { Option, OptionMeaning, Parameter, ParameterKind } from "#language/verb.js";

/** A place, with all that bears on what may stand in it. */
interface Around {
  readonly line: string;
  readonly standing: Standing;
  readonly vocabulary: Vocabulary;
}

type Wanting = (around: Around) => Wanted;

const nothing: Wanted = { typed: "", sources: [] };

/** What may stand at the cursor, and where it is to be looked for. */
export function wantedAt(line: string, standing: Standing, vocabulary: Vocabulary): Wanted {
  const around = { line, standing, vocabulary };
  const { place } = standing;
  if (place.kind === "nothing") return nothing;
  if (place.kind === "verb") return verbWords(around);
  if (place.kind === "optionName") return optionNames(around);
  if (place.kind === "optionValue") return byOption[place.option.means](around, place.option);
  return byParameter[place.parameter.kind](around, place.parameter);
}

const byParameter: Readonly<Record<ParameterKind, (around: Around, parameter: Parameter) => Wanted>> = {
  target: targets,
  pattern: targets,
  host: namesOf(["hosts"]),
  name: (around, { name }) => ownWords(around, name),
  newName: () => nothing,
  count: (around) => strictly(around, countSource(now(around, "cpus"))),
  size: sizes,
  newSnapshot: () => nothing,
  snapshotToGoTo: snapshots,
  snapshotToRemove: snapshots,
  text: () => nothing,
  verb: verbWords,
};

const byOption: Readonly<Record<OptionMeaning, (around: Around, option: Option) => Wanted>> = {
  newCpus: (around) => strictly(around, countSource(null)),
  newMemory: (around) => strictly(around, memorySource(around.standing.begun.text, null)),
  newDisk: (around) => strictly(around, diskSource(around.standing.begun.text, null)),
  newHost: placesOf(["hosts"]),
  newDatastore: placesOf(["datastores"]),
  newNetwork: placesOf(["networks"]),
  newFolder: placesOf(["folders"]),
  newGuest: (around, { name }) => ownWords(around, `--${name}`),
  diskLabel: disks,
  addedDisk: () => nothing,
  moveHost: hostsToMoveTo,
  moveDatastore: placesOf(["datastores"]),
  moveFolder: placesOf(["folders"]),
  moveUri: (around, { name }) => ownWords(around, `--${name}`),
  moveOver: () => nothing,
  cloneHost: placesOf(["hosts"]),
  cloneDatastore: placesOf(["datastores"]),
  cloneOn: () => nothing,
  keepDisks: () => nothing,
};

/** What the targets of a verb are where they are not machines alone. */
const TARGET_KINDS: Readonly<Record<string, readonly NamedKind[]>> = {
  hosts: ["hosts"],
  datastores: ["datastores"],
  networks: ["networks"],
  info: ["machines", "hosts", "datastores", "networks"],
  events: ["machines", "hosts"],
};

function targets(around: Around): Wanted {
  return namesOf(TARGET_KINDS[around.standing.verb?.verb ?? ""] ?? ["machines"])(around);
}

function namesOf(kinds: readonly NamedKind[]): Wanting {
  return ({ standing, vocabulary }) => wantedTarget(vocabulary, kinds, standing.begun);
}

/** Where the line's target could go. */
function placesOf(kinds: readonly NamedKind[]): Wanting {
  return (around) => {
    const { standing, vocabulary } = around;
    const target = standing.verb?.verb === "create" ? null : targetIn(around);
    return wantedTarget(target === null ? vocabulary : vocabulary.beside(target), kinds, standing.begun);
  };
}

/** Where the target's own endpoint has that host alone, it goes to another endpoint's. */
function hostsToMoveTo(around: Around): Wanted {
  const { standing, vocabulary } = around;
  const target = targetIn(around);
  const near = target === null ? vocabulary : vocabulary.beside(target);
  const isOnlyOne = near.names("hosts").matching("", "begins", 2).length < 2;
  return wantedTarget(isOnlyOne ? vocabulary : near, ["hosts"], standing.begun);
}

function verbWords({ standing }: Around): Wanted {
  const words = standing.verbWords.map((word) => asTyped(word, null, "verb"));
  return { typed: standing.begun.text, sources: [sourceOf(words)] };
}

/** An option in quotes is no option, so that what is typed is taken as it stands. */
function optionNames({ standing }: Around): Wanted {
  const options = standing.left.map(({ name, value }) => asTyped(`--${name}`, value, "option"));
  return { typed: standing.begun.raw, sources: [sourceOf(options)] };
}

/** By name or, after `@`, by id. */
function snapshots(around: Around): Wanted {
  const target = targetIn(around);
  const { begun } = around.standing;
  const all = target === null ? [] : around.vocabulary.snapshotsOf(target);
  if (!begun.raw.startsWith("@")) return few(around, all, "snapshot");
  const ids = all.flatMap(({ name, id }) => (id === null ? [] : [asTyped(`@${id}`, name, "snapshot")]));
  return { typed: begun.text, sources: [sourceOf(ids)] };
}

/** A label is all that a disk can be named by. */
function disks(around: Around): Wanted {
  const target = targetIn(around);
  const all = target === null ? [] : around.vocabulary.disksOf(target);
  return few(
    around,
    all.map((disk) => ({ ...disk, id: null })),
    "disk",
  );
}

function sizes(around: Around): Wanted {
  const { text } = around.standing.begun;
  if (around.standing.verb?.operation !== "ModifyDisk")
    return strictly(around, memorySource(text, now(around, "memory")));
  // With an option, the size is not of the one disk that the vocabulary can tell of.
  const present = around.standing.given.size > 0 ? null : now(around, "disk");
  return strictly(around, diskSource(text, present));
}

function ownWords(around: Around, place: string): Wanted {
  const { standing, vocabulary } = around;
  const typed = standing.begun.text;
  const words = vocabulary.words(standing.verb?.verb ?? "", place, typed);
  const proposals = words.map((word): Proposal => {
    const proposal = proposeName({ ...word, id: null }, "word");
    return word.name.endsWith("/") ? { ...proposal, extent: "goes on" } : proposal;
  });
  return { typed, sources: [sourceOf(proposals)] };
}

function few({ standing }: Around, named: readonly Named[], kind: CandidateKind): Wanted {
  return { typed: standing.begun.text, sources: [sourceOf(named.map((each) => proposeName(each, kind)))] };
}

function strictly({ standing }: Around, source: Source): Wanted {
  return { typed: standing.begun.text, sources: [source] };
}

function now(around: Around, what: "cpus" | "memory" | "disk"): number | null {
  const target = targetIn(around);
  return target === null ? null : around.vocabulary.current(target, what);
}

/** The line's target, wherever it stands; null while there is none that can be read. */
function targetIn({ line, standing }: Around): TargetExpression | null {
  const token = [...standing.before, ...standing.after][0];
  if (token === undefined) return null;
  try {
    return targetOf(line, token);
  } catch (error) {
    if (error instanceof ShosekiError) return null;
    throw error;
  }
}

function asTyped(word: string, note: string | null, kind: CandidateKind): Proposal {
  return { word, id: null, shown: word, note, kind, written: "as is", extent: "ends" };
}
