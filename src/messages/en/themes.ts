import type { ThemeProblem } from "#domain/theme-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";

/** A theme's file is not taken, or there is no theme of that name. */
export const themes = {
  THEME_INVALID: ({ path, problem }) =>
    problem.kind === "UNKNOWN_THEME"
      ? {
          what: `There is no theme ${path}; there are ${problem.names.join(", ")}.`,
          notDone: "No other theme was taken in its place.",
          next: problem.nearest === null ? "Name one of them." : `Did you mean ${problem.nearest}?`,
        }
      : {
          what: `${path} is not a theme: ${fault(problem)}.`,
          notDone: "The theme was not loaded.",
          next: "Put the file right; docs/themes.md says what is in one.",
        },
} satisfies Partial<ErrorTexts>;

function fault(problem: Exclude<ThemeProblem, { kind: "UNKNOWN_THEME" }>): string {
  switch (problem.kind) {
    case "SYNTAX":
      return `it cannot be read as JSON at line ${problem.line}, column ${problem.column}`;
    case "KEY_TWICE":
      return `${problem.at} stands there a second time in line ${problem.line}`;
    case "UNKNOWN_KEY": {
      const meant = problem.nearest === null ? "" : ` (perhaps ${problem.nearest})`;
      return `a theme has no ${problem.at}${meant}`;
    }
    case "MISSING":
      return `${problem.at} is missing`;
    case "NOT_OBJECT":
      return `${problem.at === "" ? "the file" : problem.at} is not an object in braces`;
    case "NOT_TEXT":
      return `${problem.at} is not a line of text`;
    case "NOT_BACKGROUND":
      return `${problem.at} is neither "dark" nor "light"`;
    case "NOT_BOOLEAN":
      return `${problem.at} is neither true nor false`;
    case "NOT_COLOUR": {
      const meant = problem.nearest === null ? "" : ` (perhaps ${problem.nearest})`;
      return `${problem.at} is ${problem.text}${meant}, and a colour is "#rrggbb", an ANSI name or 0 to 255`;
    }
    case "UNSEEN":
      return `${problem.at} would not be seen; give it a bg of its own, or make it inverse or underlined`;
    case "OTHER_NAME":
      return `its name is ${problem.name}, and by its file it is ${problem.expected}`;
  }
}
