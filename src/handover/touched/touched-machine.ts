import type { Entry, Phase } from "#domain/entry.js";
import { keptCapsules } from "#handover/capsule/kept-capsules.js";
import { isOperation, type Standing, standingsIn } from "#handover/draft/operations-in.js";
import { KnownMachines, NAMING } from "#handover/touched/known-machines.js";
import { readFounding } from "#journal/founding.js";
import { type FindOptions, findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";
import { targetNamed } from "#journal/target-named.js";

/** Something that was done to a machine, or was to be. */
export interface Touch {
  /** The intent and the newest word on it. */
  readonly standing: Standing;
  /** The origin of the journal that has it, and whether that is this one. */
  readonly journal: string;
  readonly isOwn: boolean;
  /** The entry whose moment was recorded; null where none was. */
  readonly seen: Entry | null;
}

/** What is found of a machine, over all shifts that a journal knows of. */
export interface Touched {
  /** By when they were begun, the newest last. */
  readonly touches: readonly Touch[];
  /** Shifts that were taken over, and that cannot be read: what was done in them is not known. */
  readonly unread: readonly { readonly file: string; readonly problem: string }[];
}

/** Of what was done to a machine, that which is asked for. */
export interface Wanted {
  /** When it was begun: from this time on, and before this one; in milliseconds since 1970. */
  readonly since?: number;
  readonly until?: number;
  /** Only there, as entries name it; what has come from there or goes there, too. */
  readonly endpoint?: string;
}

type TouchedOptions = Omit<FindOptions, "newest">;

/**
 * Who touched a machine or host: its operations in a journal and in the shifts that were taken over into it. Throws
 * `JOURNAL_DAMAGED`.
 *
 * @param machine its name, `@id`, UUID, or a glob; what was renamed is found under all its names
 */
export async function touchedMachine(
  layout: Layout,
  machine: string,
  wanted: Wanted = {},
  options: TouchedOptions = {},
): Promise<Touched> {
  const isNamed = targetNamed(machine);
  const known = new KnownMachines(isNamed);
  const { shifts, unread } = await keptShifts(layout);
  for (const entry of shifts.flatMap(({ entries }) => entries)) known.learn(entry);
  // Names are known by the whole journal, whatever is wanted of it.
  const naming: Entry[] = [];
  for await (const { entry } of findLines(layout, { op: (OPR) => NAMING.has(OPR) }, options))
    naming.push(entry);
  for (const entry of naming) known.learn(entry);
  for await (const { entry } of findLines(layout, { target: isNamed }, options)) known.learn(entry);
  known.follow([...shifts.flatMap(({ entries }) => entries), ...naming].sort(byTime));
  const own = new Map(naming.filter((entry) => isWanted(entry, wanted)).map((entry) => [entry.seq, entry]));
  const { endpoint: _, ...span } = wanted;
  const found = findLines(layout, { target: (named) => known.mayMean(named), ...span }, options);
  for await (const { entry } of found) own.set(entry.seq, entry);
  const here = {
    origin: readFounding(layout)?.key?.origin ?? "",
    isOwn: true,
    entries: [...own.values()].sort((a, b) => a.seq - b.seq),
  };
  const touches = new Map<string, Touch>();
  for (const { origin, isOwn, entries } of [...shifts, here]) {
    const about = entries.filter((entry) => isDeed(entry) && isWanted(entry, wanted) && known.isAbout(entry));
    for (const standing of wholeStandings(about, entries)) {
      const { intent, last } = standing;
      const deed = `${origin} ${intent?.id ?? last.ref}`;
      // What became of it can stand in a later shift than what was intended.
      const whole = { intent: intent ?? touches.get(deed)?.standing.intent ?? null, last };
      touches.set(deed, { standing: whole, journal: origin, isOwn, seen: seenOf(whole) });
    }
  }
  return { touches: [...touches.values()].sort(byBeginning), unread };
}

interface Shift {
  readonly origin: string;
  readonly isOwn: boolean;
  /** Operations alone. */
  readonly entries: readonly Entry[];
}

async function keptShifts(
  layout: Layout,
): Promise<{ readonly shifts: readonly Shift[] } & Pick<Touched, "unread">> {
  const shifts: Shift[] = [];
  const unread: { file: string; problem: string }[] = [];
  for await (const { shift, fault } of keptCapsules(layout)) {
    if (fault !== null) unread.push({ file: fault.member, problem: fault.problem });
    else shifts.push({ origin: shift.origin, isOwn: false, entries: shift.entries.filter(isDeed) });
  }
  return { shifts, unread };
}

const PHASES: ReadonlySet<Phase> = new Set<Phase>(["intent", "outcome", "recovery"]);

function isDeed(entry: Entry): boolean {
  return PHASES.has(entry.phase) && isOperation(entry);
}

/** An outcome can say more names than its intent: of what is about the machine at all, all is told. */
function wholeStandings(about: readonly Entry[], entries: readonly Entry[]): readonly Standing[] {
  const intents = new Set(about.map(({ phase, id, ref }) => (phase === "intent" ? id : ref)));
  const whole = entries.filter(
    (entry) => isDeed(entry) && intents.has(entry.phase === "intent" ? entry.id : entry.ref),
  );
  return standingsIn({ entries: whole, earlier: new Map() });
}

/** `STR`: an outcome has that of its intent. */
function isWanted(entry: Entry, { since = -Infinity, until = Infinity, endpoint }: Wanted): boolean {
  const time = Date.parse(entry.STR);
  return time >= since && time < until && (endpoint === undefined || isAt(entry, endpoint));
}

/** A move is at both endpoints that it is between, whatever came of it. */
function isAt({ HST, OPR, AFT, chosen }: Entry, endpoint: string): boolean {
  const places = OPR === "MoveVM" ? [HST.endpoint, AFT?.endpoint, chosen?.endpoint] : [HST.endpoint];
  return places.includes(endpoint);
}

/** As it was begun; else as it ended. */
function seenOf({ intent, last }: Standing): Entry | null {
  return [intent, last].find((entry) => entry?.cast !== undefined) ?? null;
}

function byTime(a: Entry, b: Entry): number {
  return a.STR < b.STR ? -1 : a.STR > b.STR ? 1 : a.seq - b.seq;
}

function byBeginning(a: Touch, b: Touch): number {
  return byTime(begunBy(a), begunBy(b));
}

function begunBy({ standing: { intent, last } }: Touch): Entry {
  return intent ?? last;
}
