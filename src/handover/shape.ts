/** Whether a value that was parsed is of a form. */
export type Check = (value: unknown) => boolean;

export const isText: Check = (value) => typeof value === "string";
export const isFlag: Check = (value) => typeof value === "boolean";
/** Of a flag that is not there where it is not so. */
export const isTrue: Check = (value) => value === true;
/** A whole number from 0 on. */
export const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function matches(pattern: RegExp): Check {
  return (value) => typeof value === "string" && pattern.test(value);
}

export function oneOf(...values: readonly string[]): Check {
  return (value) => typeof value === "string" && values.includes(value);
}

export function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

export function listOf(each: Check): Check {
  return (value) => Array.isArray(value) && value.every(each);
}

/** An object with exactly these members; one whose name ends in `?` may be absent. */
export function shape(members: Readonly<Record<string, Check>>): Check {
  const known = Object.entries(members).map(([member, check]) => {
    const name = member.replace(/\?$/, "");
    return { name, isOptional: name !== member, check };
  });
  return (value) => {
    if (!isObject(value)) return false;
    const areSo = known.every(({ name, isOptional, check }) =>
      Object.hasOwn(value, name) ? check(value[name]) : isOptional,
    );
    return areSo && Object.keys(value).every((name) => known.some((each) => each.name === name));
  };
}
