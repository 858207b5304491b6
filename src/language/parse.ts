import type { Command } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import { Arguments } from "#language/arguments.js";
import { builders } from "#language/builders.js";
import { readToken, tokenize } from "#language/lexer.js";
import { readVerb } from "#language/read-verb.js";
import { usageOf } from "#language/usage.js";
import type { Verb } from "#language/verb.js";
import { endsEarly, wrongWord } from "#language/wrong.js";

/**
 * Reads one command line; null for an empty line or a `#` comment. Nothing is looked up.
 * UNKNOWN_VERB or SYNTAX with the line and the 0-based UTF-16 column of the word that is wrong.
 */
export function parse(line: string): Command | null {
  const typed = line.replace(/[\r\n]+$/u, "");
  const first = typed.trimStart().charAt(0);
  if (first === "" || first === "#") return null;
  refuseUnprintable(typed);

  const { verb, begun, end } = readVerb(typed, 0);
  if (verb === null) throw endsEarly(typed, "MISSING_VERB", begun.map(usageOf));
  if (verb.verb === "note") return { kind: "note", text: noteText(typed, end, verb) };
  if (verb.verb === "help") return { kind: "help", verb: wantedVerb(typed, end, verb) };
  return builders[verb.verb](new Arguments(typed, verb, tokenize(typed, end)));
}

/** The verb that help is asked for, or the words that several begin with; null for all. */
function wantedVerb(line: string, from: number, help: Verb): string | null {
  const { end } = readVerb(line, from);
  const extra = readToken(line, end);
  if (extra !== null) throw wrongWord(line, extra, "EXTRA_WORD", [usageOf(help)]);
  const words = tokenize(line, from).map(({ text }) => text);
  return words.length === 0 ? null : words.join(" ");
}

/** The rest of the line as it stands, apostrophes and all, unless the whole of it is one quoted word. */
function noteText(line: string, from: number, verb: Verb): string {
  const raw = line.slice(from).trim();
  const mark = raw.charAt(0);
  const closed = (mark === "'" || mark === '"') && raw.length > 1 && raw.endsWith(mark);
  const text = closed ? withoutQuotes(raw) : raw;
  if (text.trim() === "") throw endsEarly(line, "MISSING_WORD", [usageOf(verb)]);
  return text;
}

function withoutQuotes(raw: string): string {
  try {
    const word = readToken(raw, 0);
    return word !== null && word.end === raw.length ? word.text : raw;
  } catch {
    // A quote that is opened and not closed again is, in a note, just a character.
    return raw;
  }
}

/** An entry cannot hold these, and a terminal obeys them. */
function refuseUnprintable(line: string): void {
  const found = /(?!\t)[\p{Cc}\p{Cs}]/u.exec(line);
  if (found === null) return;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  throw failure("SYNTAX", {
    line,
    column: found.index,
    word: `U+${code}`,
    problem: "UNPRINTABLE",
    suggestions: [],
  });
}
