import { failure } from "#domain/errors.js";
import type { Place, Procedure } from "#domain/procedure.js";
import type { ProcedureProblem } from "#domain/procedure-problem.js";
import { incoherences } from "#procedures/coherent.js";
import { procedureValue } from "#procedures/procedure-value.js";
import { unrecordableAt } from "#procedures/unrecordable.js";
import { validateProcedure } from "#procedures/validate-procedure.js";
import { readYaml, type YamlTree } from "#yaml/yaml-tree.js";

/**
 * Reads a procedure's file. Nothing is taken that the format does not have, and nothing that the journal could not hold as
 * it stands. Throws `PROCEDURE_INVALID`, at the first place that is wrong.
 *
 * @param source with a byte order mark, or without
 * @param path as it is told of
 */
export async function readProcedure(source: string, path: string): Promise<Procedure> {
  const text = source.replace(/^\ufeff/u, "");
  const refusal = ({ line, column }: Place, problem: ProcedureProblem) =>
    failure("PROCEDURE_INVALID", { path, line, column, problem });
  const stray = unrecordableAt(text.replaceAll("\r\n", " \n"));
  if (stray >= 0) throw refusal(placeAt(text, stray), { kind: "CONTROL_CHARACTER", at: "" });
  const tree = await readYaml(text, refusal);
  // Nothing at all is a procedure in which everything is missing.
  const wrong = (await validateProcedure(tree.value ?? {})).map(({ keys, of, problem }) => {
    return { at: tree.placeOf(keys, of), problem };
  });
  throwFirst(wrong, refusal);
  throwFirst(escapedStrays(tree), refusal);
  const procedure = procedureValue(tree, refusal);
  throwFirst(incoherences(procedure), refusal);
  return procedure;
}

interface Wrong {
  readonly at: Place;
  readonly problem: ProcedureProblem;
}

function throwFirst(wrong: readonly Wrong[], refusal: (at: Place, problem: ProcedureProblem) => Error): void {
  const [first] = wrong.toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  if (first !== undefined) throw refusal(first.at, first.problem);
}

/** What an escape in double quotes has put into a text. */
function escapedStrays(tree: YamlTree): readonly Wrong[] {
  const visit = (value: unknown, keys: readonly string[]): readonly Wrong[] => {
    if (typeof value === "string" && unrecordableAt(value) >= 0) {
      return [
        { at: tree.placeOf(keys, "value"), problem: { kind: "CONTROL_CHARACTER", at: keys.join(".") } },
      ];
    }
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) => visit(each, [...keys, key]));
  };
  return visit(tree.value, []);
}

function placeAt(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: [...(lines.at(-1) ?? "")].length + 1 };
}
