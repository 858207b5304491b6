import type { ProcedureProblem, ProcedureType } from "#domain/procedure-problem.js";
import { listed } from "#messages/en/listed.js";
import { yamlFaults } from "#messages/en/yaml-faults.js";

const types: Readonly<Record<ProcedureType, string>> = {
  TEXT: "text; put it in quotes",
  BOOLEAN: "true or false",
  NUMBER: "a whole number",
  LIST: "a list: [one, two], or a line with - for each",
  MAPPING: "lines of the form key: value",
  TEXTS_OR_EXPRESSION: "a list of texts, or an expression in quotes",
  TEXT_OR_MAPPING: "text, or lines of the form key: value",
  PLAIN: "a text, a number, or true or false",
};

const pieces = {
  whole: (at: string) => (at === "" ? "the file" : at),
  meant: (nearest: string | null) => (nearest === null ? "" : ` (perhaps ${nearest})`),
};

/** What is wrong in a procedure's file, as the rest of a sentence. */
export function procedureProblem(problem: ProcedureProblem): string {
  switch (problem.kind) {
    case "TOO_LARGE":
      return `the file is larger than ${problem.limit / 1024} KiB`;
    case "NOT_UTF8":
      return "what stands here is no UTF-8";
    case "SEVERAL_DOCUMENTS":
      return "a second document begins here, and a procedure is one";
    case "ALIAS":
      return "a procedure takes no anchors (&) and aliases (*); a text that begins with one of them goes in quotes";
    case "TAG":
      return "a procedure takes no tags (!); an expression that begins with ! goes in quotes";
    case "SYNTAX":
      return yamlFaults[problem.why];
    case "KEY_TWICE":
      return `${problem.at} stands there a second time`;
    case "NOT_MAPPING":
      return "a procedure is lines of the form key: value";
    case "MISSING":
      return `${problem.at} is missing`;
    case "EMPTY":
      return `${problem.at} is empty`;
    case "CONTROL_CHARACTER":
      return `${pieces.whole(problem.at)} has a control character in it that the journal does not hold, or a line break where none may be`;
    case "UNKNOWN_KEY":
      return `a procedure has no key ${problem.at}${pieces.meant(problem.nearest)}`;
    case "WRONG_TYPE":
      return `${problem.at} takes ${types[problem.expected]}`;
    case "NOT_DURATION":
      return `${problem.at} takes a time such as 90s, 15m, 2h or 3d, at most ${problem.at.endsWith("within") ? "366d" : "14d"}, and not ${problem.text}`;
    case "NOT_NAME":
      return `${problem.text} is no name: letters, digits and _, a letter first, at most 64`;
    case "NOT_ID":
      return `${problem.text} is no id: lower-case letters, digits and -, a letter first, at most 64`;
    case "NOT_PATTERN":
      return `${problem.at} is no regular expression: ${problem.text}`;
    case "SLOW_PATTERN":
      return `${problem.at} could take very long: it takes no repeated groups, no look-around and no references back, at most four repetitions, and none of more than 99: ${problem.text}`;
    case "NOT_ONE_OF":
      return `${problem.at} is ${problem.text}, and takes ${listed(problem.allowed, 20)}`;
    case "OUT_OF_RANGE":
      return `${problem.at} takes a number from ${problem.least} to ${problem.most}`;
    case "TOO_LONG":
      return `${problem.at} is longer than ${problem.limit} characters`;
    case "TOO_MANY":
      return `${problem.at} holds more than ${problem.limit}`;
    case "OTHER_FORMAT":
      return `procedure is ${problem.text}, and this version of Shoseki reads format 1`;
    case "NO_STEP":
      return `${problem.at} does not say what it is: it needs one of ${listed(problem.keys, 20)}`;
    case "EXCLUDES":
      return `${problem.at} and ${problem.other} exclude each other`;
    case "NEEDS":
      return `${problem.at} has a meaning only beside ${problem.other}`;
    case "NESTED_LOOP":
      return `${problem.at}: a loop holds no loop`;
    case "ID_TWICE":
      return `the id ${problem.id} is that of the step in line ${problem.line} already`;
    case "APPROVES_NOTHING":
      return `approve names ${problem.id}, which is no run or for-each that comes later at the same level${pieces.meant(problem.nearest)}`;
    case "PLAIN_TITLE":
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a file
      return "the title of a procedure cannot hold ${...}: it is shown where no parameter has a value; the titles of steps can";
    case "NAME_RESERVED":
      return `${problem.name} means something in expressions already, and cannot be a name`;
    case "NAME_TWICE":
      return `${problem.name} is a parameter's name already`;
  }
}
