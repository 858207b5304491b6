import type { RequestProblem } from "#domain/request-problem.js";

/** What is wrong with a value that was read, and where in it (`frozen.operations.0.line`). */
export interface Flaw {
  readonly at: string;
  readonly problem: RequestProblem;
}

/** Says what is wrong with a value; null when it is of the shape. */
type Shape = (value: unknown, at: string) => Flaw | null;

const RUN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const STEP = /^[a-z][a-z0-9-]{0,63}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const NONCE = /^[A-Za-z0-9+/]{43}=$/;
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;

const text = when((value) => typeof value === "string");
const whole = when(Number.isSafeInteger);
const item = object({ id: text, name: text });
const facts = record((value, at) =>
  value === null || typeof value === "boolean"
    ? null
    : typeof value === "number"
      ? whole(value, at)
      : text(value, at),
);

const LOSSES: Readonly<Record<string, Shape>> = {
  disk: object({ kind: text, label: text, sizeMiB: whole, file: orNull(text) }),
  overwritten: object({ kind: text, file: text, sizeMiB: whole }),
  snapshot: object({ kind: text, name: text }),
  firmware: object({ kind: text, file: text }),
  tpm: object({ kind: text }),
  configuration: object({ kind: text }),
  memory: object({ kind: text }),
  since: object({ kind: text, snapshot: text }),
  reach: object({ kind: text }),
};

const loss: Shape = (value, at) => {
  const kind = isObject(value) ? value.kind : null;
  const shape = typeof kind === "string" && Object.hasOwn(LOSSES, kind) ? LOSSES[kind] : undefined;
  return shape === undefined ? { at, problem: "NOT_OF_FORM" } : shape(value, at);
};

const parameter: Shape = (value, at) => {
  if (typeof value === "string") return null;
  return Array.isArray(value) ? list(item)(value, at) : item(value, at);
};

const frozen = object({
  procedure: like(SHA256),
  run: like(RUN),
  endpoint: text,
  step: orNull(like(STEP)),
  ticket: orNull(text),
  parameters: record(parameter),
  operations: list(
    object({
      line: text,
      operation: text,
      item: orNull(text),
      target: object({ kind: text, id: orNull(text), name: text }),
      before: facts,
      wanted: facts,
      chosen: facts,
      losses: list(loss),
    }),
  ),
  items: list(item),
  source: orNull(text),
});

const request = object({
  format: text,
  run: like(RUN),
  title: text,
  procedure: like(SHA256),
  endpoint: text,
  step: orNull(like(STEP)),
  plan: like(SHA256),
  frozen,
  nonce: like(NONCE),
  issued: time,
  expires: time,
  operator: object({ name: text, os: text, console: text, key: like(FINGERPRINT) }),
  journal: text,
});

/** The first thing that makes a value no `ApprovalRequest`; null when it is one. What `format` says is for others. */
export function requestFlaw(value: unknown): Flaw | null {
  return request(value, "");
}

function time(value: unknown, at: string): Flaw | null {
  const flaw = like(TIME)(value, at);
  const ms = Date.parse(String(value));
  const isTime = flaw === null && !Number.isNaN(ms) && new Date(ms).toISOString() === value;
  return isTime ? null : { at, problem: "NOT_OF_FORM" };
}

function when(isSo: (value: unknown) => boolean): Shape {
  return (value, at) => (isSo(value) ? null : { at, problem: "NOT_OF_FORM" });
}

function like(pattern: RegExp): Shape {
  return when((value) => typeof value === "string" && pattern.test(value));
}

function orNull(shape: Shape): Shape {
  return (value, at) => (value === null ? null : shape(value, at));
}

function list(shape: Shape): Shape {
  return (value, at) =>
    Array.isArray(value)
      ? firstOf(value.entries(), ([index, each]) => shape(each, below(at, String(index))))
      : { at, problem: "NOT_OF_FORM" };
}

/** Any names, each with a value of the shape. */
function record(shape: Shape): Shape {
  return (value, at) =>
    isObject(value)
      ? firstOf(Object.entries(value), ([key, each]) => shape(each, below(at, key)))
      : { at, problem: "NOT_OF_FORM" };
}

/** These names and no others. */
function object(shapes: Readonly<Record<string, Shape>>): Shape {
  return (value, at) => {
    if (!isObject(value)) return { at, problem: "NOT_OF_FORM" };
    const stray = Object.keys(value).find((key) => !Object.hasOwn(shapes, key));
    if (stray !== undefined) return { at: below(at, stray), problem: "UNKNOWN_KEY" };
    return firstOf(Object.entries(shapes), ([key, shape]) =>
      Object.hasOwn(value, key)
        ? shape(value[key], below(at, key))
        : { at: below(at, key), problem: "MISSING" },
    );
  };
}

function firstOf<T>(all: Iterable<T>, flawOf: (each: T) => Flaw | null): Flaw | null {
  for (const each of all) {
    const flaw = flawOf(each);
    if (flaw !== null) return flaw;
  }
  return null;
}

function below(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
