import { isIP } from "node:net";
import type { Filter } from "#inventory/filter.js";
import { type FilterGlob, type FilterWord, isAscii } from "#inventory/filter-word.js";
import { composed, folded, lettersIn, othersIn } from "#inventory/folding.js";
import { BEGINS_NAME, FuzzyRanking } from "#inventory/fuzzy.js";
import { globWord } from "#inventory/glob-word.js";
import { type TextColumn, unitsOf } from "#inventory/text-column.js";

/** What filters look at, by slot. Arrays are replaced as they grow: they are read through this every time. */
export interface MachineFields {
  /** In NFC. */
  readonly names: readonly string[];
  readonly foldedNames: readonly string[];
  /** What `foldedNames` and `ips` hold, to be looked through. */
  readonly nameTexts: TextColumn;
  readonly ipTexts: TextColumn;
  readonly letters: Int32Array;
  readonly others: Int32Array;
  /** Empty where there is none. */
  readonly ips: readonly string[];
  /** The host's place in `hosts`. */
  readonly hostOf: Int32Array;
  readonly hosts: readonly HostNames[];
}

export interface HostNames {
  /** In NFC. */
  readonly name: string;
  readonly folded: string;
  /** Of several endpoints the one that it is at, folded; else empty. */
  readonly endpoint: string;
}

interface WordTest {
  matches(slot: number): boolean;
  /** What a machine that matches is worth. */
  score(slot: number): number;
}

/** Of more matches than this only those whose name a word begins are ranked: nobody yet means one of the others. */
const MOST_RANKED = 10_000;

const ADDRESS = /^[0-9a-f.:%]+$/;

/** A filter made ready for the machines of an index and the hosts as they are named now. */
export class FilterTest {
  readonly #fields: MachineFields;
  readonly #words: readonly WordTest[];
  /** The words that rank. */
  readonly #plain: readonly Uint16Array[];
  /** What a machine scores when every word begins a word of its name, but none the name. */
  readonly #high: number;

  constructor(filter: Filter, fields: MachineFields) {
    this.#fields = fields;
    this.#words = filter.words.map((word) => testOf(word, fields));
    const plain = filter.words.flatMap((word) => (word.kind === "plain" ? word.text : []));
    this.#plain = plain.map(unitsOf);
    this.#high = plain.reduce((sum, text) => sum + new FuzzyRanking(text).ofBeginning, 0);
  }

  matches(slot: number): boolean {
    for (const word of this.#words) if (!word.matches(slot)) return false;
    return true;
  }

  /** Which of the slots, all of which match, does so best, the first of equals; -1 for no slots. Globs and inverted words rank nothing. */
  best(slots: Int32Array): number {
    let best = slots.length === 0 ? -1 : 0;
    let highest = 0;
    for (let place = 0; place < slots.length; place++) {
      const slot = slots[place] ?? 0;
      if ((highest >= this.#high || place >= MOST_RANKED) && !this.#mayExceed(slot, highest)) continue;
      let score = 0;
      for (const word of this.#words) score += word.score(slot);
      if (score > highest) [best, highest] = [place, score];
    }
    return best;
  }

  /** Whether a machine may be better than one that scores high: scoring all 50,000 takes longer than finding them. */
  #mayExceed(slot: number, score: number): boolean {
    const { nameTexts } = this.#fields;
    if (score < this.#high + BEGINS_NAME) return this.#plain.some((word) => nameTexts.startsWith(slot, word));
    const [only, another] = this.#plain;
    return only !== undefined && another === undefined && nameTexts.equals(slot, only);
  }
}

/**
 * Whether a filter is about something that is no machine: all its words are in the name, in one piece. Inverted words
 * alone are about machines only, or they would show everything else.
 */
export function namesSomething(filter: Filter): (name: string) => boolean {
  if (filter.words.every(({ kind }) => kind === "not")) return () => false;
  const tests = filter.words.map(nameTest);
  return (name) => {
    const names = { name: composed(name), folded: folded(name) };
    return tests.every((test) => test(names));
  };
}

function nameTest(word: FilterWord): (names: Pick<HostNames, "name" | "folded">) => boolean {
  if (word.kind === "plain") return (names) => names.folded.includes(word.text);
  if (word.kind === "glob") {
    const matches = globWord(word);
    return ({ name }) => matches(name);
  }
  const test = nameTest(word.word);
  return (names) => !test(names);
}

function testOf(word: FilterWord, fields: MachineFields): WordTest {
  if (word.kind === "plain") return plainTest(word.text, fields);
  if (word.kind === "glob") return { matches: globTest(word, fields), score: () => 0 };
  const matches = pieceTest(word.word, fields);
  return { matches: (slot) => !matches(slot), score: () => 0 };
}

function plainTest(text: string, fields: MachineFields): WordTest {
  const ranking = new FuzzyRanking(text);
  const units = unitsOf(text);
  const mayBeNamed = masksTest(text, fields);
  const elsewhere = elsewhereTest(text, fields);
  const isAddress = isIP(text) !== 0;
  return {
    matches: (slot) => (mayBeNamed(slot) && fields.nameTexts.hasInOrder(slot, units)) || elsewhere(slot),
    // Whatever the name has in it counts for more than an address or a host.
    score: (slot) => {
      const named = mayBeNamed(slot) ? ranking.score(fields.foldedNames[slot] ?? "") : 0;
      return named || text.length * (isAddress && fields.ips[slot] === text ? 2 : 1);
    },
  };
}

/** As the words after a `!` match: never fuzzily. */
function pieceTest(word: FilterWord, fields: MachineFields): (slot: number) => boolean {
  if (word.kind === "glob") return globTest(word, fields);
  if (word.kind === "not") {
    const matches = pieceTest(word.word, fields);
    return (slot) => !matches(slot);
  }
  const units = unitsOf(word.text);
  const mayBeNamed = masksTest(word.text, fields);
  const elsewhere = elsewhereTest(word.text, fields);
  return (slot) => (mayBeNamed(slot) && fields.nameTexts.has(slot, units)) || elsewhere(slot);
}

/** Whether the name has all the characters of a text. */
function masksTest(text: string, fields: MachineFields): (slot: number) => boolean {
  const letters = lettersIn(text);
  const others = othersIn(text);
  return (slot) =>
    ((fields.letters[slot] ?? 0) & letters) === letters && ((fields.others[slot] ?? 0) & others) === others;
}

/** Whether the text is a part of the address, or of the name of the host or the endpoint. */
function elsewhereTest(text: string, fields: MachineFields): (slot: number) => boolean {
  const onHost = Uint8Array.from(fields.hosts, (host) =>
    host.folded.includes(text) || host.endpoint.includes(text) ? 1 : 0,
  );
  const mayBeAddress = ADDRESS.test(text);
  const units = unitsOf(text);
  return (slot) =>
    onHost[fields.hostOf[slot] ?? 0] === 1 || (mayBeAddress && fields.ipTexts.has(slot, units));
}

function globTest(word: FilterGlob, fields: MachineFields): (slot: number) => boolean {
  const matches = globWord(word);
  const onHost = Uint8Array.from(fields.hosts, ({ name, endpoint }) =>
    matches(name) || (endpoint !== "" && matches(endpoint)) ? 1 : 0,
  );
  const mayBeNamed = masksTest(word.literals.filter(isAscii).join("").toLowerCase(), fields);
  const mayBeAddress = word.literals.every((literal) => literal === "" || ADDRESS.test(literal));
  return (slot) =>
    onHost[fields.hostOf[slot] ?? 0] === 1 ||
    (mayBeNamed(slot) && matches(fields.names[slot] ?? "")) ||
    (mayBeAddress && matches(fields.ips[slot] ?? ""));
}
