import type { ErrorTexts } from "#messages/catalogue.js";
import { expressionProblem } from "#messages/en/expression-problems.js";
import { listed } from "#messages/en/listed.js";
import { parameterProblem, parameterTypes } from "#messages/en/parameter-problems.js";
import { procedureProblem } from "#messages/en/procedure-problems.js";
import { unended } from "#messages/wording.js";

const notBegun = "Nothing was begun, and nothing was sent.";

/** A procedure cannot be taken as it is, or not with what was said. */
export const procedureErrors = {
  PROCEDURE_INVALID: ({ path, line, column, problem }) => ({
    what: `${path}:${line}:${column}: ${unended(procedureProblem(problem))}.`,
    notDone: "The procedure was not taken, no part of it, and nothing was sent.",
    next: "Put the file right; shoseki procedure print-schema says what can stand in one.",
  }),
  EXPRESSION_FAILED: ({ expression, line, column, problem }) => ({
    what: `${expression} (line ${line}, column ${column}): ${unended(expressionProblem(problem))}.`,
    notDone: "What depends on it was not done.",
    next: "Check the procedure with shoseki procedure check FILE ENDPOINT.",
  }),
  PARAMETER_MISSING: ({ name, type, description }) => ({
    what: `The procedure needs ${name}${description === "" ? "" : ` (${unended(description)})`}.`,
    notDone: notBegun,
    next: `Say --param ${name}=VALUE: ${parameterTypes[type]} (type ${type}).`,
  }),
  PARAMETER_INVALID: ({ name, text, problem }) => ({
    what: `${name} cannot be ${text}: ${unended(parameterProblem(problem))}.`,
    notDone: notBegun,
    next: `Say another --param ${name}=VALUE.`,
  }),
  PARAMETER_UNKNOWN: ({ name, nearest, names }) => ({
    what: `The procedure has no parameter ${name}.`,
    notDone: notBegun,
    next: `${nearest === null ? "" : `Did you mean ${nearest}? `}${
      names.length === 0 ? "It has none." : `It has ${listed(names, 20)}.`
    }`,
  }),
  SET_TOO_LARGE: ({ loop, count, most }) => ({
    what: `${loop} would be gone through ${count} times, and at most ${most} are allowed.`,
    notDone: notBegun,
    next: "Say fewer, or put at-most up in the file (1000 is the most), or split the change.",
  }),
} satisfies Partial<ErrorTexts>;
