import type { ExpressionProblem } from "#domain/procedure-problem.js";

type Costly = Extract<ExpressionProblem, { readonly kind: "TOO_COSTLY" }>["why"];

const costly: Readonly<Record<Costly, string>> = {
  NODES: "it is too long or too deeply nested",
  NESTED: "it goes through a list for each element of a list",
  TIMES: "it works out a time for each element of a list",
  STEPS: "it names vms, hosts, datastores or a parameter of machines in a list more than eight times",
  TEXT: "it is longer than 4096 characters",
};

/** What is wrong with an expression, as the rest of a sentence. */
export function expressionProblem(problem: ExpressionProblem): string {
  switch (problem.kind) {
    case "EMPTY":
      return "there is no expression";
    case "SYNTAX":
      return `the expression cannot be read: ${problem.detail}`;
    case "TYPES":
      return `the types do not fit: ${problem.detail}`;
    case "FAILED":
      return `the expression came to nothing: ${problem.detail}`;
    case "UNKNOWN_NAME":
      return `nothing is called ${problem.name}${meant(problem.nearest)}`;
    case "UNKNOWN_FIELD":
      return `it has no field ${problem.name}${meant(problem.nearest)}`;
    case "UNKNOWN_FUNCTION":
      return `there is no function ${problem.name}${meant(problem.nearest)}`;
    case "TOO_COSTLY":
      return `the expression could take very long: ${costly[problem.why]}`;
    case "WRONG_TYPE":
      return `${problem.wanted} is wanted here, and this is ${problem.found}`;
    case "NO_OBJECT":
      return `${problem.name} is not there any more`;
    case "NOT_DONE":
      return `${problem.id} has not ended yet`;
    case "OPEN":
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a file
      return "the ${ is not closed by a }";
    case "THING_IN_WORD":
      return "a machine, a host or the like is a word of its own, outside of quotes; its name is its .name";
    case "LIST_PLACE":
      return "a list of machines or hosts stands once in a line, as the whole target of what takes several targets";
    case "ESCAPED":
      return "a \\ stands before the ${";
    case "OPTION_NAME":
      return "a value cannot name an option";
    case "UNWRITABLE":
      return "the value has control characters in it, which no command line can hold";
  }
}

function meant(nearest: string | null): string {
  return nearest === null ? "" : ` (perhaps ${nearest})`;
}
