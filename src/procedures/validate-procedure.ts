import type { ErrorObject } from "ajv";
import type { ProcedureProblem, ProcedureType } from "#domain/procedure-problem.js";
import { nearestWord } from "#language/nearest-word.js";
import { KINDS_OF_STEP, PROCEDURE_SCHEMA } from "#procedures/procedure-schema.js";

/** A problem, and where: the keys that lead there, and whether it is the last key or its value that is meant. */
export interface Misfit {
  readonly keys: readonly string[];
  readonly of: "key" | "value";
  readonly problem: ProcedureProblem;
}

/** In a value of more parts than this one mistake is told of, and not all: the library's time grows with their square. */
const MOST_PARTS = 3000;

/** Holds a value against the schema. Answers what does not fit, in no particular order: of a large one, not all. */
export async function validateProcedure(value: unknown): Promise<readonly Misfit[]> {
  const { Ajv } = await import("ajv");
  const errorsOf = (allErrors: boolean) => {
    // The schema is ours, and a test holds it against the metaschema: that takes longer than all the rest.
    const common = { verbose: true, allowUnionTypes: true, meta: false, validateSchema: false };
    const validate = new Ajv({ ...common, allErrors }).compile(PROCEDURE_SCHEMA);
    return validate(value) ? [] : (validate.errors ?? []);
  };
  const first = errorsOf(false);
  if (first.length === 0) return [];
  return withoutEchoes((isLarge(value) ? first : errorsOf(true)).flatMap(misfits));
}

/** What is missing only because its key is misspelt is told of once, where that stands. */
function withoutEchoes(all: readonly Misfit[]): readonly Misfit[] {
  const misspelt = all.flatMap(({ keys, problem }) =>
    problem.kind === "UNKNOWN_KEY" ? [{ of: keys.slice(0, -1).join("."), meant: problem.nearest }] : [],
  );
  return all.filter(({ keys, problem }) => {
    const here = misspelt.filter(({ of }) => of === keys.join("."));
    if (problem.kind === "NO_STEP") return here.length === 0;
    // Too many keys are what one that is not known makes of them.
    if (problem.kind === "EXCLUDES")
      return !misspelt.some(({ of }) => of === keys.slice(0, -1).join(".") && of.endsWith("undo"));
    return problem.kind !== "MISSING" || !here.some(({ meant }) => [...keys, meant].join(".") === problem.at);
  });
}

function isLarge(value: unknown): boolean {
  let parts = 0;
  const count = (each: unknown): boolean =>
    ++parts > MOST_PARTS || (typeof each === "object" && each !== null && Object.values(each).some(count));
  return count(value);
}

const TYPES: Readonly<Record<string, ProcedureType>> = {
  string: "TEXT",
  boolean: "BOOLEAN",
  integer: "NUMBER",
  array: "LIST",
  object: "MAPPING",
  "array,string": "TEXTS_OR_EXPRESSION",
  "string,object": "TEXT_OR_MAPPING",
  "string,number,boolean": "PLAIN",
};

/** Null for what another error says better. */
type Maker = (at: string, error: ErrorObject) => ProcedureProblem | null;

const IS_DURATION = /(?:^|\.)(?:within|valid-for|estimate)$/u;

/** What it means that a value does not match its pattern; where it is not said, that it has control characters. */
const OF_PATTERN: readonly (readonly [RegExp, "NOT_DURATION" | "NOT_ID" | "NOT_NAME"])[] = [
  [IS_DURATION, "NOT_DURATION"],
  [/(?:^|\.)(?:id|approve)$/u, "NOT_ID"],
  [/(?:^|\.)for-each$/u, "NOT_NAME"],
];

const OF_KEYWORD: Readonly<Record<string, Maker>> = {
  type: (at, { data, params }) => {
    if (at === "") return { kind: "NOT_MAPPING", at };
    if (data === null) return { kind: "EMPTY", at };
    // Quotes would not make a time of a number.
    if (typeof data === "number" && IS_DURATION.test(at))
      return { kind: "NOT_DURATION", at, text: shown(data) };
    return { kind: "WRONG_TYPE", at, expected: TYPES[String(params.type)] ?? "TEXT" };
  },
  const: (_, { data }) => ({ kind: "OTHER_FORMAT", text: shown(data) }),
  enum: (at, { data, params }) => {
    if (data === null) return { kind: "EMPTY", at };
    return { kind: "NOT_ONE_OF", at, text: shown(data), allowed: params.allowedValues as readonly string[] };
  },
  pattern: (at, { data }) => {
    const text = String(data);
    if (text.trim() === "") return { kind: "EMPTY", at };
    const [, kind] = OF_PATTERN.find(([pattern]) => pattern.test(at)) ?? [];
    return kind === undefined ? { kind: "CONTROL_CHARACTER", at } : { kind, at, text: shown(text) };
  },
  maxLength: (at, { params }) => ({ kind: "TOO_LONG", at, limit: Number(params.limit) }),
  minItems: (at) => ({ kind: "EMPTY", at }),
  maxItems: (at, { params }) => ({ kind: "TOO_MANY", at, limit: Number(params.limit) }),
  maxProperties: (at, { params, data }) =>
    at.endsWith("undo")
      ? { kind: "EXCLUDES", at: `${at}.manual`, other: "none" }
      : { kind: "TOO_MANY", at, limit: Number(params.limit ?? Object.keys(Object(data)).length) },
  minProperties: (at) => ({ kind: "EMPTY", at }),
  minimum: outOfRange,
  maximum: outOfRange,
  "false schema": (at) =>
    at.endsWith(".for-each") ? { kind: "NESTED_LOOP", at } : { kind: "EXCLUDES", at, other: "" },
  oneOf: (at, { data }) => {
    const present = KINDS_OF_STEP.filter((kind) => Object.hasOwn(Object(data), kind));
    const [, second] = present;
    // A loop where none may be.
    if (second === undefined && present.length > 0) return null;
    if (second === undefined) return { kind: "NO_STEP", at, keys: KINDS_OF_STEP };
    return { kind: "EXCLUDES", at: `${at}.${second}`, other: String(present[0]) };
  },
};

function misfits(error: ErrorObject): readonly Misfit[] {
  const { keyword, instancePath, params, schemaPath } = error;
  const keys = instancePath.split("/").slice(1).map(unescaped);
  const at = keys.join(".");
  // Each way that a step is not is no mistake: that it is none of them is.
  if (/\/oneOf\/\d/u.test(schemaPath)) return [];
  if (keyword === "required") {
    const missing = [...keys, String(params.missingProperty)].join(".");
    return [{ keys, of: "value", problem: { kind: "MISSING", at: missing } }];
  }
  if (keyword === "additionalProperties") return [unknownKey(keys, error)];
  if (keyword === "propertyNames") {
    const name = String(params.propertyName);
    const problem = { kind: "NOT_NAME", at, text: shown(name) } as const;
    return [{ keys: [...keys, name], of: "key", problem }];
  }
  // It is told of the name above, and is about no value.
  if (error.propertyName !== undefined) return [];
  if (keyword === "dependencies") {
    const key = String(params.property);
    const problem = {
      kind: "NEEDS",
      at: [...keys, key].join("."),
      other: String(params.missingProperty),
    } as const;
    return [{ keys: [...keys, key], of: "key", problem }];
  }
  const problem = OF_KEYWORD[keyword]?.(at, error);
  if (problem == null) return [];
  if (problem.kind === "EXCLUDES" && problem.other === "") {
    const [other = "for-each"] = /dependencies\/([^/]+)\//u.exec(schemaPath)?.slice(1) ?? [];
    return [{ keys, of: "key", problem: { ...problem, other } }];
  }
  if (problem.kind === "EXCLUDES") return [{ keys: problem.at.split("."), of: "key", problem }];
  return [{ keys, of: problem.kind === "NESTED_LOOP" ? "key" : "value", problem }];
}

function unknownKey(keys: readonly string[], { params, parentSchema }: ErrorObject): Misfit {
  const key = String(params.additionalProperty);
  const nearest = nearestWord(key, Object.keys(parentSchema?.properties ?? {}));
  const problem = { kind: "UNKNOWN_KEY", at: shown([...keys, key].join(".")), nearest } as const;
  return { keys: [...keys, key], of: "key", problem };
}

function outOfRange(at: string, { parentSchema }: ErrorObject): ProcedureProblem {
  const { minimum, maximum } = parentSchema as { minimum: number; maximum: number };
  return { kind: "OUT_OF_RANGE", at, least: minimum, most: maximum };
}

/** JSON Pointer (RFC 6901). */
function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

const LONGEST_SHOWN = 60;

function shown(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  if (typeof value === "object" && value !== null) return "{…}";
  const text = String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN).toWellFormed()}…` : text;
}
