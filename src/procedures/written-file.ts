import type { OnFailure, ParameterType } from "#domain/procedure.js";

/** A procedure's file as it is once it fits the schema. */
export interface WrittenFile {
  readonly title: string;
  readonly description?: string;
  readonly parameters?: Readonly<Record<string, WrittenParameter>>;
  readonly change?: string;
  readonly approval?: { readonly "valid-for": string };
  readonly "on-failure"?: OnFailure;
  readonly steps: readonly WrittenStep[];
}

type Plain = string | number | boolean;

export interface WrittenParameter {
  readonly type: ParameterType;
  readonly description?: string;
  readonly default?: Plain;
  readonly choices?: string | readonly Plain[];
}

export type WrittenCheck = string | { readonly check: string; readonly within?: string };

/** A step has one of `run`, `check`, `confirm`, `manual`, `approve` and `for-each`. */
export interface WrittenStep {
  readonly id: string;
  readonly title?: string;
  readonly run?: string;
  readonly check?: string;
  readonly within?: string;
  readonly confirm?: string;
  readonly manual?: string;
  readonly approve?: string;
  readonly "valid-for"?: string;
  readonly before?: readonly WrittenCheck[];
  readonly after?: readonly WrittenCheck[];
  readonly "on-failure"?: OnFailure;
  readonly estimate?: string;
  readonly undo?: string | { readonly manual: string } | { readonly none: string };
  readonly "for-each"?: string;
  readonly in?: string;
  readonly "at-most"?: number;
  readonly steps?: readonly WrittenStep[];
}
