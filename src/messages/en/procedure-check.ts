import { expressionProblem } from "#messages/en/expression-problems.js";
import { listed } from "#messages/en/listed.js";
import { parameterProblem } from "#messages/en/parameter-problems.js";
import type { ProcedureCheckTexts } from "#messages/procedure-check-texts.js";

const whyNot = {
  LOST: "what it takes away is gone",
  NOT_FROM_HERE: "no operation of ours does that",
} as const;

export const procedureCheck: ProcedureCheckTexts = {
  severity: { error: "error", warning: "warning" },
  finding: (problem) => {
    switch (problem.kind) {
      case "EXPRESSION":
        return expressionProblem(problem.problem);
      case "NOT_OPERATION":
        return `a step runs an operation or a note, and this is neither: ${problem.line}`;
      case "WRONG_THING":
        return `a ${problem.wanted} is wanted here, and this is a ${problem.found}`;
      case "COSTLY_GLOB":
        return `${problem.text} has more wildcards than a pattern may have in a procedure (4)`;
      case "NOT_UNDOABLE":
        return `${problem.step} cannot be undone (${problem.operation}): ${whyNot[problem.why]}; say in undo what is to be done, or {none: WHY}`;
      case "KEPT_BY_HAND":
        return `${problem.step} is done by hand, and a rollback leaves it as it is: say in undo {manual: HOW} what is to be done, or {none: WHY}`;
      case "NOT_SAID":
        return `nothing is said of ${problem.name} (--param ${problem.name}=VALUE): what depends on it was not looked at`;
      case "UNUSED_PARAMETER":
        return `the parameter ${problem.name} is not used`;
      case "DEFAULT":
        return `${problem.name} cannot be ${problem.text}, its default: ${parameterProblem(problem.problem)}`;
      case "CHOICE":
        return `${problem.name} cannot be ${problem.text}, one of its choices: ${parameterProblem(problem.problem)}`;
      case "SAID_LATER":
        return `the choices of ${problem.name} depend on ${problem.later}, which is not said before it`;
      case "EMPTY_SET":
        return `${problem.loop} has nothing to go through now`;
    }
  },
  set: ({ loop, count, names }) =>
    count === 0
      ? `${loop}: none`
      : `${loop}: ${count} (${listed(names, 20)}${count > names.length ? ", ..." : ""})`,
  fine: ({ path, title, steps, warnings }) => {
    const remarks = warnings === 0 ? "" : `, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
    return `${path}: ${title}: ${steps} ${steps === 1 ? "step" : "steps"}, no errors${remarks}.`;
  },
  wrong: ({ path, errors }) =>
    `${path}: ${errors} ${errors === 1 ? "error" : "errors"}: it cannot be begun like this.`,
};
