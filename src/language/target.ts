import type { TargetExpression } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import type { Token } from "#language/lexer.js";

/**
 * What a word names: `@vm-42` an id, `/DC0/vm/web-01` an inventory path, anything else a name; names and paths may
 * be globs. A quoted `@` is part of a name; a `/` leads a path quoted or not, since paths hold blanks.
 * SYNTAX for an empty word, and for an id that is empty or a glob.
 */
export function targetOf(line: string, token: Token): TargetExpression {
  const { text, glob, pattern } = token;
  if (text === "") throw bad(line, token, "EMPTY_TARGET");
  if (text.startsWith("@") && !token.startsQuoted) {
    if (text === "@" || glob) throw bad(line, token, "BAD_ID");
    return { by: "id", text, id: text.slice(1) };
  }
  const by = text.startsWith("/") ? "path" : "name";
  return glob ? { by, text, glob, pattern } : { by, text, glob };
}

function bad(line: string, token: Token, problem: "EMPTY_TARGET" | "BAD_ID"): Error {
  const suggestions = problem === "BAD_ID" ? ["@vm-42"] : ["web-01", "@vm-42"];
  return failure("SYNTAX", { line, column: token.start, word: token.raw, problem, suggestions });
}
