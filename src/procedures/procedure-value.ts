import type { Check, Loop, Parameter, Place, Procedure, Step, UndoSaid, Written } from "#domain/procedure.js";
import type { ProcedureProblem } from "#domain/procedure-problem.js";
import { readDuration } from "#procedures/duration.js";
import type { WrittenCheck, WrittenFile, WrittenParameter, WrittenStep } from "#procedures/written-file.js";
import type { YamlTree } from "#yaml/yaml-tree.js";

type Refusal = (place: Place, problem: ProcedureProblem) => Error;

type Keys = readonly string[];

/** How long an approval holds where its step does not say. */
const APPROVAL_MS = 24 * 3_600_000;

const DAY_MS = 24 * 3_600_000;

/** The longest that anything of a file takes or holds, but for what is waited for. */
const LONGEST_MS = 14 * DAY_MS;

/** The longest that a check is waited for: a run that is paused meanwhile goes on with what is left of it. */
const LONGEST_WAIT_MS = 366 * DAY_MS;

/** What a procedure's file means, with all defaults. Throws what `refusal` makes of what only now shows to be wrong. */
export function procedureValue(tree: YamlTree, refusal: Refusal): Procedure {
  return new Reading(tree, refusal).procedure();
}

class Reading {
  readonly #tree: YamlTree;
  readonly #refusal: Refusal;
  readonly #file: WrittenFile;

  constructor(tree: YamlTree, refusal: Refusal) {
    this.#tree = tree;
    this.#refusal = refusal;
    this.#file = tree.value as WrittenFile;
  }

  procedure(): Procedure {
    const { title, description = "", parameters = {}, change, approval, steps } = this.#file;
    if (title.includes("${")) {
      throw this.#refusal(this.#tree.placeOf(["title"], "value"), { kind: "PLAIN_TITLE", at: "title" });
    }
    return {
      title,
      description: description.trimEnd(),
      parameters: Object.entries(parameters).map(([name, each]) => this.#parameter(name, each)),
      change: change === undefined ? null : this.#written(["change"], change),
      approval:
        approval === undefined
          ? null
          : { validForMs: this.#duration(["approval", "valid-for"], approval["valid-for"]) },
      steps: steps.map((step, index) => this.#stepOrLoop(["steps", String(index)], step)),
    };
  }

  #parameter(name: string, { type, description, default: value, choices }: WrittenParameter): Parameter {
    const keys = ["parameters", name];
    const texts = Array.isArray(choices)
      ? { texts: choices.map((each, index) => this.#plain([...keys, "choices", String(index)], each)) }
      : null;
    const from = typeof choices === "string" ? { from: this.#written([...keys, "choices"], choices) } : null;
    return {
      name,
      type,
      description: description ?? "",
      default: value === undefined ? null : this.#plain([...keys, "default"], value),
      choices: texts ?? from,
      at: this.#tree.placeOf(keys, "key"),
    };
  }

  #stepOrLoop(keys: Keys, step: WrittenStep): Step | Loop {
    if (step["for-each"] === undefined) return this.#step(keys, step);
    return {
      kind: "for-each",
      id: step.id,
      title: step.title ?? step.id,
      at: this.#tree.placeOf(keys, "value"),
      as: step["for-each"],
      in: this.#written([...keys, "in"], step.in ?? ""),
      atMost: step["at-most"] ?? null,
      steps: (step.steps ?? []).map((each, index) => this.#step([...keys, "steps", String(index)], each)),
    };
  }

  #step(keys: Keys, step: WrittenStep): Step {
    const base = {
      id: step.id,
      title: step.title ?? step.id,
      at: this.#tree.placeOf(keys, "value"),
      before: this.#checks([...keys, "before"], step.before),
      after: this.#checks([...keys, "after"], step.after),
      onFailure: step["on-failure"] ?? this.#file["on-failure"] ?? "ask",
      estimateMs: step.estimate === undefined ? null : this.#duration([...keys, "estimate"], step.estimate),
      undo: this.#undo([...keys, "undo"], step.undo),
    } as const;
    const text = (key: string, value: string) => this.#written([...keys, key], value);
    if (step.run !== undefined) return { ...base, kind: "run", line: text("run", step.run) };
    if (step.check !== undefined) {
      return { ...base, kind: "check", check: this.#check(keys, { ...step, check: step.check }) };
    }
    if (step.confirm !== undefined)
      return { ...base, kind: "confirm", question: text("confirm", step.confirm) };
    if (step.manual !== undefined)
      return { ...base, kind: "manual", instructions: text("manual", step.manual) };
    const valid = step["valid-for"];
    const validForMs = valid === undefined ? APPROVAL_MS : this.#duration([...keys, "valid-for"], valid);
    return { ...base, kind: "approve", of: step.approve ?? "", validForMs };
  }

  #checks(keys: Keys, checks: readonly WrittenCheck[] = []): readonly Check[] {
    return checks.map((check, index) => {
      const at = [...keys, String(index)];
      if (typeof check === "string") return { expression: this.#written(at, check), withinMs: 0 };
      return this.#check(at, check);
    });
  }

  #check(keys: Keys, { check, within }: Exclude<WrittenCheck, string>): Check {
    return {
      expression: this.#written([...keys, "check"], check),
      withinMs: within === undefined ? 0 : this.#duration([...keys, "within"], within, LONGEST_WAIT_MS),
    };
  }

  #undo(keys: Keys, undo: WrittenStep["undo"]): UndoSaid | null {
    if (undo === undefined) return null;
    if (typeof undo === "string") return { kind: "run", line: this.#written(keys, undo) };
    if ("manual" in undo) {
      return { kind: "manual", instructions: this.#written([...keys, "manual"], undo.manual) };
    }
    return { kind: "none", why: this.#written([...keys, "none"], undo.none) };
  }

  /** A number is the text that it stands there as: `007` is no 7 where a text is wanted. */
  #plain(keys: Keys, value: string | number | boolean): string {
    return typeof value === "string" ? value : (this.#tree.sourceOf(keys) ?? String(value));
  }

  #duration(keys: Keys, text: string, longestMs = LONGEST_MS): number {
    const ms = readDuration(text, longestMs);
    if (ms !== null) return ms;
    throw this.#refusal(this.#tree.placeOf(keys, "value"), {
      kind: "NOT_DURATION",
      at: keys.join("."),
      text,
    });
  }

  #written(keys: Keys, text: string): Written {
    return { text: text.trimEnd(), at: this.#tree.placeOfText(keys) };
  }
}
