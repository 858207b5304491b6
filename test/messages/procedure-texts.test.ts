import { expect, test } from "vitest";
import type { ProcedureFinding } from "#domain/procedure-finding.js";
import type { ExpressionProblem, ParameterProblem, ProcedureProblem } from "#domain/procedure-problem.js";
import { expressionProblem as expressionEn } from "#messages/en/expression-problems.js";
import { parameterProblem as parameterEn } from "#messages/en/parameter-problems.js";
import { procedureProblem as procedureEn } from "#messages/en/procedure-problems.js";
import { en } from "#messages/en.js";
import { expressionProblem as expressionJa } from "#messages/ja/expression-problems.js";
import { parameterProblem as parameterJa } from "#messages/ja/parameter-problems.js";
import { procedureProblem as procedureJa } from "#messages/ja/procedure-problems.js";
import { ja } from "#messages/ja.js";

type EachKind<P extends { readonly kind: string }> = {
  readonly [K in P["kind"]]: Extract<P, { readonly kind: unknown }> & { readonly kind: K };
};

const inFile = {
  TOO_LARGE: { kind: "TOO_LARGE", limit: 262_144 },
  NOT_UTF8: { kind: "NOT_UTF8" },
  SEVERAL_DOCUMENTS: { kind: "SEVERAL_DOCUMENTS" },
  ALIAS: { kind: "ALIAS" },
  TAG: { kind: "TAG" },
  SYNTAX: { kind: "SYNTAX", why: "TAB" },
  KEY_TWICE: { kind: "KEY_TWICE", at: "title" },
  NOT_MAPPING: { kind: "NOT_MAPPING", at: "" },
  MISSING: { kind: "MISSING", at: "steps" },
  EMPTY: { kind: "EMPTY", at: "steps" },
  CONTROL_CHARACTER: { kind: "CONTROL_CHARACTER", at: "" },
  UNKNOWN_KEY: { kind: "UNKNOWN_KEY", at: "steps.0.rnu", nearest: "run" },
  WRONG_TYPE: { kind: "WRONG_TYPE", at: "title", expected: "TEXT" },
  NOT_DURATION: { kind: "NOT_DURATION", at: "within", text: "5x" },
  NOT_NAME: { kind: "NOT_NAME", at: "parameters", text: "a-b" },
  NOT_ID: { kind: "NOT_ID", at: "steps.0.id", text: "A" },
  NOT_PATTERN: { kind: "NOT_PATTERN", at: "change", text: "(" },
  SLOW_PATTERN: { kind: "SLOW_PATTERN", at: "change", text: "(a+)+" },
  NOT_ONE_OF: { kind: "NOT_ONE_OF", at: "on-failure", text: "x", allowed: ["stop", "ask"] },
  OUT_OF_RANGE: { kind: "OUT_OF_RANGE", at: "at-most", least: 1, most: 1000 },
  TOO_LONG: { kind: "TOO_LONG", at: "title", limit: 200 },
  TOO_MANY: { kind: "TOO_MANY", at: "steps", limit: 500 },
  OTHER_FORMAT: { kind: "OTHER_FORMAT", text: "2" },
  NO_STEP: { kind: "NO_STEP", at: "steps.0", keys: ["run", "check"] },
  EXCLUDES: { kind: "EXCLUDES", at: "run", other: "check" },
  NEEDS: { kind: "NEEDS", at: "within", other: "check" },
  NESTED_LOOP: { kind: "NESTED_LOOP", at: "steps.0.steps.0.for-each" },
  ID_TWICE: { kind: "ID_TWICE", id: "a", line: 4 },
  APPROVES_NOTHING: { kind: "APPROVES_NOTHING", id: "stpo", nearest: "stop" },
  PLAIN_TITLE: { kind: "PLAIN_TITLE", at: "title" },
  NAME_RESERVED: { kind: "NAME_RESERVED", name: "vms" },
  NAME_TWICE: { kind: "NAME_TWICE", name: "vm" },
} as const satisfies EachKind<ProcedureProblem>;

const inExpression = {
  EMPTY: { kind: "EMPTY" },
  SYNTAX: { kind: "SYNTAX", detail: "Unexpected token" },
  TYPES: { kind: "TYPES", detail: "no such overload" },
  FAILED: { kind: "FAILED", detail: "division by zero" },
  UNKNOWN_NAME: { kind: "UNKNOWN_NAME", name: "hst", nearest: "host" },
  UNKNOWN_FIELD: { kind: "UNKNOWN_FIELD", name: "powr", nearest: "power" },
  UNKNOWN_FUNCTION: { kind: "UNKNOWN_FUNCTION", name: "matches", nearest: null },
  TOO_COSTLY: { kind: "TOO_COSTLY", why: "NESTED" },
  WRONG_TYPE: { kind: "WRONG_TYPE", wanted: "bool", found: "int" },
  NO_OBJECT: { kind: "NO_OBJECT", name: "web-01" },
  NOT_DONE: { kind: "NOT_DONE", id: "stop" },
  OPEN: { kind: "OPEN" },
  THING_IN_WORD: { kind: "THING_IN_WORD" },
  LIST_PLACE: { kind: "LIST_PLACE" },
  ESCAPED: { kind: "ESCAPED" },
  OPTION_NAME: { kind: "OPTION_NAME" },
  UNWRITABLE: { kind: "UNWRITABLE" },
} as const satisfies EachKind<ExpressionProblem>;

const ofParameter = {
  NOT_OF_TYPE: { kind: "NOT_OF_TYPE", type: "size" },
  NOT_CHOICE: { kind: "NOT_CHOICE", choices: ["a", "b"] },
  UNKNOWN: { kind: "UNKNOWN", what: "host", nearest: ["esx-01"] },
  AMBIGUOUS: { kind: "AMBIGUOUS", candidates: ["/a (@vm-1)", "/b (@vm-2)"] },
  UNRECORDABLE: { kind: "UNRECORDABLE" },
  TOO_MANY: { kind: "TOO_MANY", limit: 1000 },
  TOO_LONG: { kind: "TOO_LONG", limit: 1024 },
} as const satisfies EachKind<ParameterProblem>;

const findings = {
  EXPRESSION: { kind: "EXPRESSION", problem: inExpression.NO_OBJECT },
  NOT_OPERATION: { kind: "NOT_OPERATION", line: "vms" },
  WRONG_THING: { kind: "WRONG_THING", wanted: "host", found: "machine" },
  COSTLY_GLOB: { kind: "COSTLY_GLOB", text: "*a*a*a*a*a" },
  NOT_UNDOABLE: { kind: "NOT_UNDOABLE", step: "wipe", operation: "DeleteVM", why: "LOST" },
  UNUSED_PARAMETER: { kind: "UNUSED_PARAMETER", name: "spare" },
  DEFAULT: { kind: "DEFAULT", name: "size", text: "8GB", problem: ofParameter.NOT_OF_TYPE },
  CHOICE: { kind: "CHOICE", name: "size", text: "8GB", problem: ofParameter.NOT_OF_TYPE },
  SAID_LATER: { kind: "SAID_LATER", name: "from", later: "to" },
  KEPT_BY_HAND: { kind: "KEPT_BY_HAND", step: "firmware" },
  NOT_SAID: { kind: "NOT_SAID", name: "host" },
  EMPTY_SET: { kind: "EMPTY_SET", loop: "evacuate" },
} as const satisfies EachKind<Exclude<ProcedureFinding["problem"], { readonly kind: "PROBLEM" }>>;

const said: readonly (readonly [string, english: string, japanese: string])[] = [
  ...Object.values(inFile).map((each) => [each.kind, procedureEn(each), procedureJa(each)] as const),
  ...Object.values(inExpression).map((each) => [each.kind, expressionEn(each), expressionJa(each)] as const),
  ...Object.values(ofParameter).map((each) => [each.kind, parameterEn(each), parameterJa(each)] as const),
  ...Object.values(findings).map((each) => {
    return [each.kind, en.procedureCheck.finding(each), ja.procedureCheck.finding(each)] as const;
  }),
];

test.each(said)("%s is said in both languages, as the rest of a sentence", (_, english, japanese) => {
  expect(english).toMatch(/^[\x20-\x7e]+[^.]$/u);
  expect(japanese).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
  for (const text of [english, japanese]) {
    expect(text).not.toMatch(/undefined|null|NaN|\[object/u);
    expect(text).not.toMatch(/[.。]$/u);
  }
});

test.each(Object.entries({ ...inFile, ...ofParameter }))(
  "%s has all that is known of it in its text",
  (_, problem) => {
    const [english, japanese] =
      problem.kind in inFile
        ? [procedureEn(problem as ProcedureProblem), procedureJa(problem as ProcedureProblem)]
        : [parameterEn(problem as ParameterProblem), parameterJa(problem as ParameterProblem)];
    const facts = Object.entries(problem).filter(([key]) =>
      ["id", "name", "nearest", "other", "text", "line"].includes(key),
    );
    for (const [, fact] of facts)
      for (const text of [english, japanese]) expect(text).toContain(String(fact));
  },
);
