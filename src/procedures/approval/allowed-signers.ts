import type { SshKey } from "#journal/ssh/public-key.js";
import { fitsList } from "#procedures/approval/pattern-list.js";
import { type LineProblem, parseSignersLine, type SignersLine } from "#procedures/approval/signers-line.js";

/** A line that counts for nothing, counted from 1. */
interface PassedOver {
  readonly line: number;
  readonly problem: LineProblem;
}

export interface AllowedSigners {
  readonly lines: readonly SignersLine[];
  readonly passedOver: readonly PassedOver[];
}

/** A file of allowed signers (ssh-keygen(1)), of whatever types of key. What cannot be used of it is passed over. */
export function readSigners(text: string): AllowedSigners {
  const lines: SignersLine[] = [];
  const passedOver: PassedOver[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^[ \t]*(#|$)/.test(line)) continue;
    const read = parseSignersLine(line);
    if (typeof read === "string") passedOver.push({ line: index + 1, problem: read });
    else lines.push(read);
  }
  return { lines, passedOver };
}

/**
 * Who a key speaks for in a namespace at a time (milliseconds since 1970): the list of principals of each line that says
 * so, which may be patterns. Empty where no line does.
 */
export function approverOf(
  text: string,
  key: SshKey,
  namespace: string,
  time: number,
): readonly (readonly string[])[] {
  const second = Math.floor(time / 1000) * 1000;
  return readSigners(text)
    .lines.filter((line) => line.key.blob.equals(key.blob))
    .filter(({ namespaces }) => namespaces === null || fitsList(namespace, namespaces))
    .filter(({ validAfter }) => validAfter === null || validAfter <= second)
    .filter(({ validBefore }) => validBefore === null || second <= validBefore)
    .map(({ principals }) => principals);
}
