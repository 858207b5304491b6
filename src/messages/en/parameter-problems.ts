import type { ParameterType } from "#domain/procedure.js";
import type { ParameterProblem } from "#domain/procedure-problem.js";
import type { ThingKind } from "#domain/procedure-value.js";
import { listed } from "#messages/en/listed.js";

export const parameterTypes: Readonly<Record<ParameterType, string>> = {
  text: "a text",
  integer: "a whole number",
  size: "a size such as 8GiB",
  duration: "a time such as 90s, 15m, 2h or 3d",
  boolean: "true or false",
  machine: "a machine's name, id or path",
  machines: "machines: names, patterns, ids and paths, with commas or blanks between them",
  host: "a host's name, id or path",
  datastore: "a datastore's name, id or path",
  network: "a network's name, id or path",
  folder: "a folder's name, id or path",
};

const things: Readonly<Record<ThingKind, string>> = {
  machine: "machine",
  host: "host",
  datastore: "datastore",
  network: "network",
  folder: "folder",
};

/** Why a parameter cannot be what was said, as the rest of a sentence. */
export function parameterProblem(problem: ParameterProblem): string {
  switch (problem.kind) {
    case "NOT_OF_TYPE":
      return `it takes ${parameterTypes[problem.type]}`;
    case "NOT_CHOICE":
      return problem.choices.length === 0
        ? "there is nothing that could be chosen now"
        : `it takes one of ${listed(problem.choices, 20)}`;
    case "UNKNOWN":
      return `there is no ${things[problem.what]} of that name${
        problem.nearest.length === 0 ? "" : ` (perhaps ${listed(problem.nearest, 20)})`
      }`;
    case "AMBIGUOUS":
      return `several are called so: ${listed(problem.candidates, 20)}`;
    case "UNRECORDABLE":
      return "it has control characters in it";
    case "TOO_MANY":
      return `it is more than ${problem.limit}`;
    case "TOO_LONG":
      return `it is longer than ${problem.limit} characters`;
  }
}
