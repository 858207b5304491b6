import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { handOver } from "#console/handover/hand-over.js";
import { listHandovers, writeAgain } from "#console/handover/list-handovers.js";
import { takeAnswer } from "#console/handover/take-answer.js";
import { takeShift } from "#console/handover/take-shift.js";
import { failure } from "#domain/errors.js";
import { readToken, type Token } from "#language/lexer.js";

const VERB = "handover ";

/** Where the file goes that is written. */
const PATH_OPTION = "-o";

/** How the verb is written, each way once. */
const USAGES = [
  "handover",
  "handover take FILE.tar",
  "handover answer FILE.answer",
  "handover list",
  "handover again",
  "handover waive REASON",
];

interface Words {
  /** But for `-o` and what follows it. */
  readonly tokens: readonly Token[];
  readonly path: string | null;
}

type Run = (console: Console, words: readonly string[], path: string | null) => void;

/** What each word after `handover` does, how many words follow it at least and at most, and whether a file is written. */
const FORMS: Readonly<Record<string, { least: number; most: number; writes: boolean; run: Run }>> = {
  take: {
    least: 1,
    most: 1,
    writes: true,
    run: (console, [file = ""], path) => void takeShift(console, file, path),
  },
  answer: { least: 1, most: 1, writes: false, run: (console, [file = ""]) => void takeAnswer(console, file) },
  list: { least: 0, most: 0, writes: false, run: (console) => void listHandovers(console) },
  again: {
    least: 0,
    most: 1,
    writes: true,
    run: (console, [id], path) => void writeAgain(console, id ?? null, path),
  },
};

/**
 * `handover [-o FILE]`, `handover take FILE [-o ANSWER]`, `handover answer FILE`, `handover list`,
 * `handover again [ID] [-o FILE]`, `handover waive REASON`. Throws `SYNTAX`.
 */
export function handoverVerb(console: Console, rest: string): void {
  const line = `${VERB}${rest}`;
  if (/^waive(?:\s|$)/u.test(rest)) {
    const reason = rest.slice("waive".length).trim();
    if (reason === "") throw wrong(line, line.length, "", "MISSING_WORD");
    void waive(console, reason);
    return;
  }
  const { tokens, path } = wordsIn(line);
  const [word, ...others] = tokens;
  if (word === undefined) {
    void handOver(console, path);
    return;
  }
  const form = Object.hasOwn(FORMS, word.text) ? FORMS[word.text] : undefined;
  if (form === undefined) throw wrong(line, word.start, word.raw, "WORD_UNKNOWN");
  const extra = others[form.most];
  if (extra !== undefined) throw wrong(line, extra.start, extra.raw, "EXTRA_WORD");
  if (others.length < form.least) throw wrong(line, line.length, "", "MISSING_WORD");
  if (path !== null && !form.writes) throw wrong(line, line.indexOf(PATH_OPTION), PATH_OPTION, "EXTRA_WORD");
  form.run(
    console,
    others.map(({ text }) => text),
    path,
  );
}

async function waive(console: Console, reason: string): Promise<void> {
  const { store, catalogue, handovers } = console;
  try {
    const seq = await handovers.waive(reason);
    store.say("ok", catalogue.console.handover.waive.waived({ seq }));
  } catch (cause) {
    sayProblem(console, cause);
  }
  store.changes.now();
}

function wordsIn(line: string): Words {
  const tokens: Token[] = [];
  for (let token = readToken(line, VERB.length); token !== null; token = readToken(line, token.end))
    tokens.push(token);
  const at = tokens.findIndex(({ raw }) => raw === PATH_OPTION);
  if (at < 0) return { tokens, path: null };
  const path = tokens[at + 1];
  if (path === undefined) throw wrong(line, line.length, "", "MISSING_WORD");
  return { tokens: tokens.toSpliced(at, 2), path: path.text };
}

function wrong(
  line: string,
  column: number,
  word: string,
  problem: "MISSING_WORD" | "EXTRA_WORD" | "WORD_UNKNOWN",
): Error {
  return failure("SYNTAX", { line, column, word, problem, suggestions: USAGES });
}
