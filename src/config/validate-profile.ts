import type { ErrorObject } from "ajv";
import { ENDPOINT_BEGINNINGS } from "#config/endpoint-beginnings.js";
import { PROFILE_KEYS, PROFILE_SCHEMA } from "#config/profile-schema.js";
import type { ProfileProblem, ProfileType } from "#domain/profile-problem.js";
import { nearestWord } from "#language/nearest-word.js";

/** A problem, and where: the keys that lead there, and whether it is the last key or its value that is meant. */
export interface Misfit {
  readonly keys: readonly string[];
  readonly of: "key" | "value";
  readonly problem: ProfileProblem;
}

/** Holds a value against the schema. Answers all that does not fit, in no particular order. */
export async function validateProfile(value: unknown): Promise<readonly Misfit[]> {
  const { Ajv } = await import("ajv");
  // The schema is ours, and a test holds it against the metaschema: that takes longer than all the rest.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    meta: false,
    validateSchema: false,
  });
  const validate = ajv.compile(PROFILE_SCHEMA);
  return validate(value) ? [] : (validate.errors ?? []).flatMap(misfits);
}

const TYPES: Readonly<Record<string, ProfileType>> = {
  string: "TEXT",
  boolean: "BOOLEAN",
  number: "NUMBER",
  array: "LIST",
};

type Maker = (at: string, error: ErrorObject) => ProfileProblem;

/** What it means that a value does not match its pattern; where it is not said, that it has control characters. */
const OF_PATTERN: Readonly<Record<string, (at: string, text: string) => ProfileProblem>> = {
  endpoint: (at, text) => ({
    kind: "NOT_ENDPOINT",
    at,
    text: withoutSecret(text),
    problem: ENDPOINT_BEGINNINGS,
  }),
  "lock-after": (at, text) => ({ kind: "NOT_DURATION", at, text }),
  "trust.thumbprint": (at, text) => ({ kind: "NOT_THUMBPRINT", at, text }),
};

const OF_KEYWORD: Readonly<Record<string, Maker>> = {
  type: (at, { data, params }) => {
    const { type } = params as { type: string | readonly string[] };
    if (at === "") return { kind: "NOT_MAPPING", at };
    if (data === null) return { kind: "EMPTY", at };
    const expected = typeof type === "string" ? TYPES[type] : undefined;
    return expected === undefined
      ? { kind: "NOT_TRUST", at, text: shown(data) }
      : { kind: "WRONG_TYPE", at, expected };
  },
  enum: (at, { data, params }) => {
    if (data === null) return { kind: "EMPTY", at };
    if (at === "password") return { kind: "PASSWORD", at };
    if (at === "trust") return { kind: "NOT_TRUST", at, text: shown(data) };
    const { allowedValues: allowed } = params as { allowedValues: readonly string[] };
    return { kind: "NOT_ONE_OF", at, text: shown(data), allowed };
  },
  pattern: (at, { data }) => {
    const text = String(data);
    if (text.trim() === "") return { kind: "EMPTY", at };
    return OF_PATTERN[at]?.(at, text) ?? { kind: "CONTROL_CHARACTER", at };
  },
  minProperties: (at) => ({ kind: "NOT_TRUST", at, text: "{}" }),
  maxProperties: (at, { data }) => ({ kind: "NOT_TRUST", at, text: shown(data) }),
  exclusiveMinimum: outOfRange,
  maximum: outOfRange,
  "false schema": (at) => ({ kind: "EXCLUDES", at, other: "password-command" }),
};

function misfits(error: ErrorObject): readonly Misfit[] {
  const { keyword, instancePath, params, parentSchema } = error;
  const keys = instancePath.split("/").slice(1).map(unescaped);
  if (keyword === "required") {
    const at = [...keys, String(params.missingProperty)];
    return [{ keys, of: "value", problem: { kind: "MISSING", at: at.join(".") } }];
  }
  if (keyword === "additionalProperties") {
    const key = String(params.additionalProperty);
    const known = keys.length === 0 ? PROFILE_KEYS : Object.keys(parentSchema?.properties ?? {});
    const problem = {
      kind: "UNKNOWN_KEY",
      at: [...keys, key].join("."),
      nearest: nearestWord(key, known),
    } as const;
    return [{ keys: [...keys, key], of: "key", problem }];
  }
  const make = OF_KEYWORD[keyword];
  // `if` says only that its `then` or `else` has said something.
  return make === undefined ? [] : [{ keys, of: "value", problem: make(keys.join("."), error) }];
}

function outOfRange(at: string, { data }: ErrorObject): ProfileProblem {
  return { kind: "OUT_OF_RANGE", at, text: shown(data), most: PROFILE_SCHEMA.properties.timeout.maximum };
}

/** JSON Pointer (RFC 6901). */
function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

const LONGEST_SHOWN = 40;

function shown(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  if (typeof value === "object" && value !== null) return "{…}";
  const text = String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** Whatever is between a `:` and an `@` may be a password. */
function withoutSecret(text: string): string {
  return shown(text.replace(/:[^@]*@/u, ":***@"));
}
