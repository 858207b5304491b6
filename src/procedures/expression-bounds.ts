import type { ExpressionProblem } from "#domain/procedure-problem.js";
import { nearestWord } from "#language/nearest-word.js";

/** A node of an expression, as far as it is walked. */
export interface ExpressionNode {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
}

/** A problem of an expression, and where: UTF-16 offsets. */
export interface ExpressionFault {
  readonly problem: ExpressionProblem;
  readonly start: number;
  readonly end: number;
}

/** What goes through a list, and names each of its elements. */
const COMPREHENSIONS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map"]);

/** What is slow enough that it is not done ten thousand times. */
const TIMES: readonly string[] = [
  ...["getFullYear", "getMonth", "getDate", "getDayOfWeek", "getHours", "getMinutes", "getSeconds"],
  ...["duration", "timestamp"],
];

/** All that can be called. What is not here would take too long over some text, or is nothing that a procedure needs. */
const FUNCTIONS: readonly string[] = [
  ...COMPREHENSIONS,
  ...["size", "startsWith", "endsWith", "contains", "lowerAscii", "upperAscii", "trim", "like"],
  ...["string", "int", "double"],
  ...TIMES,
];

/** The lists of all there is: they may be ten thousand long. */
const WHOLE: ReadonlySet<string> = new Set(["vms", "hosts", "datastores"]);

/** How often those can be named, and a list of the procedure's for each element of one: each may be gone through. */
const MOST_WHOLE = 8;

/**
 * What an expression may not hold although its types fit: names that are not the procedure's, functions that are not on the
 * list, a list of all there is for each element of a list. Null where there is nothing.
 *
 * @param names all that stand for something
 * @param steps the ids that `done` may be asked for: a loop ends with its last step, and has no end of its own
 * @param lists the parameters that are lists
 */
export function boundsProblem(
  root: ExpressionNode,
  names: ReadonlySet<string>,
  steps: ReadonlySet<string>,
  lists: ReadonlySet<string>,
): ExpressionFault | null {
  let whole = 0;
  const visit = (node: ExpressionNode, own: readonly string[], inside: boolean): ExpressionFault | null => {
    const fault = (problem: ExpressionProblem) => ({ problem, start: node.start, end: node.end });
    if (node.op === "id") {
      const name = String(node.args);
      if (own.includes(name)) return null;
      if (!names.has(name)) {
        return fault({ kind: "UNKNOWN_NAME", name, nearest: nearestWord(name, [...names, ...own]) });
      }
      if (inside && WHOLE.has(name)) return fault({ kind: "TOO_COSTLY", why: "NESTED" });
      if (!WHOLE.has(name) && !(inside && lists.has(name))) return null;
      return ++whole > MOST_WHOLE ? fault({ kind: "TOO_COSTLY", why: "STEPS" }) : null;
    }
    const called = calledIn(node);
    if (called !== null && !FUNCTIONS.includes(called)) {
      return fault({ kind: "UNKNOWN_FUNCTION", name: called, nearest: nearestWord(called, FUNCTIONS) });
    }
    if (inside && called !== null && TIMES.includes(called))
      return fault({ kind: "TOO_COSTLY", why: "TIMES" });
    const step = stepAskedFor(node);
    if (step !== null && !steps.has(step)) {
      return fault({ kind: "UNKNOWN_NAME", name: step, nearest: nearestWord(step, [...steps]) });
    }
    if (node.op === "rcall" && called !== null && COMPREHENSIONS.has(called)) {
      if (inside) return fault({ kind: "TOO_COSTLY", why: "NESTED" });
      const [, receiver, [item, ...bodies]] = node.args as [string, ExpressionNode, ExpressionNode[]];
      const within = item?.op === "id" ? [...own, String(item.args)] : own;
      return first([receiver], own, false) ?? first(bodies, within, true);
    }
    return first(nodesIn(node.args), own, inside);
  };
  const first = (nodes: readonly ExpressionNode[], own: readonly string[], inside: boolean) => {
    for (const node of nodes) {
      const fault = visit(node, own, inside);
      if (fault !== null) return fault;
    }
    return null;
  };
  return visit(root, [], false);
}

/** All nodes of an expression, itself among them. */
export function allNodes(root: ExpressionNode): readonly ExpressionNode[] {
  return [root, ...nodesIn(root.args).flatMap(allNodes)];
}

function nodesIn(args: unknown): readonly ExpressionNode[] {
  if (Array.isArray(args)) return args.flatMap(nodesIn);
  return isNode(args) ? [args] : [];
}

function isNode(value: unknown): value is ExpressionNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}

function calledIn({ op, args }: ExpressionNode): string | null {
  return (op === "call" || op === "rcall") && Array.isArray(args) ? String(args[0]) : null;
}

/** The step in `done["step"]`. */
function stepAskedFor({ op, args }: ExpressionNode): string | null {
  if ((op !== "[]" && op !== ".") || !Array.isArray(args)) return null;
  const [list, key]: readonly unknown[] = args;
  if (!isNode(list) || list.op !== "id" || list.args !== "done") return null;
  if (typeof key === "string") return key;
  return isNode(key) && key.op === "value" && typeof key.args === "string" ? key.args : null;
}
