import { beginProcedure, type Named } from "#console/actions/begin-procedure.js";
import { goOnWith } from "#console/actions/run-go-on.js";
import { takeOverRun } from "#console/actions/take-over-run.js";
import type { Console } from "#console/console.js";
import { failure } from "#domain/errors.js";
import { readToken, type Token } from "#language/lexer.js";

/**
 * `procedure FILE [NAME=VALUE]...`, `procedure resume RUN`, `procedure back-out RUN`, `procedure take-over FILE`; a file after
 * `run` or `rehearse`, too, as on the command line. Throws `SYNTAX`, and what the file of a run is not.
 */
export function runProcedure(console: Console, rest: string): void {
  const line = `${VERB}${rest}`;
  const [first, second, ...others] = tokensOf(line, VERB.length);
  if (first === undefined) throw wrong(line, line.length, "", "MISSING_WORD");
  const way = BEGINNING.get(first.text);
  if (way !== undefined) {
    void beginProcedure(console, way, named(line, first.end));
    return;
  }
  const goOn = GOING_ON.get(first.text);
  if (goOn === undefined) {
    void beginProcedure(console, "run", named(line, VERB.length));
    return;
  }
  if (second === undefined) throw wrong(line, line.length, "", "MISSING_WORD");
  const [extra] = others;
  if (extra !== undefined) throw wrong(line, extra.start, extra.raw, "EXTRA_WORD");
  goOn(console, second.text);
}

/** `rehearse FILE [NAME=VALUE]...`. Throws `SYNTAX`. */
export function rehearseProcedure(console: Console, rest: string): void {
  void beginProcedure(console, "rehearse", named(`${REHEARSE}${rest}`, REHEARSE.length));
}

const REHEARSE = "rehearse ";
const VERB = "procedure ";

/** The words that begin one. A file of such a name is `./run`. */
const BEGINNING: ReadonlyMap<string, "run" | "rehearse"> = new Map([
  ["run", "run"],
  ["rehearse", "rehearse"],
]);

/** The words that go on with a run, and how. A file of such a name is `./resume`. */
const GOING_ON: ReadonlyMap<string, (console: Console, word: string) => void> = new Map([
  ["resume", (console, run) => void goOnWith(console, run, { backOut: false })],
  ["back-out", (console, run) => void goOnWith(console, run, { backOut: true })],
  ["take-over", takeOverRun],
]);

function tokensOf(line: string, from: number): readonly Token[] {
  const tokens: Token[] = [];
  for (let token = readToken(line, from); token !== null; token = readToken(line, token.end))
    tokens.push(token);
  return tokens;
}

function named(line: string, from: number): Named {
  const [file, ...pairs] = tokensOf(line, from);
  if (file === undefined) throw wrong(line, line.length, "", "MISSING_WORD");
  return { path: file.text, given: Object.fromEntries(pairs.map((each) => pair(line, each))) };
}

function pair(line: string, { text, raw, start }: Token): readonly [string, string] {
  const at = text.indexOf("=");
  if (at <= 0) throw wrong(line, start, raw, "EXTRA_WORD");
  return [text.slice(0, at), text.slice(at + 1)];
}

function wrong(line: string, column: number, word: string, problem: "MISSING_WORD" | "EXTRA_WORD"): Error {
  const suggestions = ["procedure patch-host.yaml host=esx-01", "procedure resume RUN"];
  return failure("SYNTAX", { line, column, word, problem, suggestions });
}
