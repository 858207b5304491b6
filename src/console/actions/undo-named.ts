import { sayProblem } from "#console/actions/say.js";
import { undo } from "#console/actions/undo.js";
import type { Console } from "#console/console.js";
import { failure } from "#domain/errors.js";
import type { SyntaxProblem } from "#domain/syntax-problem.js";
import { findLine } from "#journal/index/find-lines.js";
import { layoutOf } from "#journal/layout.js";

const VERB = "undo ";

/** `undo`: the last change; `undo SEQ`, `undo #SEQ`: that entry. Throws `SYNTAX`. */
export function undoNamed(console: Console, rest: string): void {
  if (rest === "") undo(console, console.store.audit.lastOutcome(null));
  else void undoBySeq(console, seqIn(rest));
}

/** One that is not kept here any more is read: all of them are in the journal. */
async function undoBySeq(console: Console, seq: number): Promise<void> {
  const { store } = console;
  try {
    const entry =
      store.audit.bySeq(seq) ?? (await findLine(layoutOf(store.journal.directory), seq, {}))?.entry;
    if (store.leaving) return;
    if (entry === undefined) throw failure("ENTRY_UNKNOWN", { seq });
    undo(console, entry);
  } catch (cause) {
    sayProblem(console, cause);
  }
}

function seqIn(rest: string): number {
  const digits = /^#?(\d+)$/u.exec(rest)?.[1];
  if (digits === undefined) throw wrong(rest, "NOT_A_SEQ");
  const seq = Number(digits);
  if (!Number.isSafeInteger(seq)) throw wrong(rest, "NUMBER_TOO_LONG");
  return seq;
}

function wrong(word: string, problem: SyntaxProblem): Error {
  const place = { line: `${VERB}${word}`, column: VERB.length, word };
  return failure("SYNTAX", { ...place, problem, suggestions: ["undo", "undo SEQ"] });
}
