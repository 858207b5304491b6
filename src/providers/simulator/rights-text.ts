import type { OperationName } from "#domain/operation-name.js";
import { OPERATED_ON } from "#providers/simulator/privileges.js";
import type { Read } from "#providers/simulator/read.js";

/** Reads `-StopVM,-DeleteVM`: the operations that the login may not do. An empty text is none. */
export function parseRights(text: string): Read<readonly OperationName[]> {
  const denied: OperationName[] = [];
  for (const part of text === "" ? [] : text.split(",")) {
    const name = part.slice(1);
    if (!part.startsWith("-"))
      return { problem: `"${part}" is not a right that is missing, such as -StopVM` };
    if (!isOperation(name)) {
      const all = Object.keys(OPERATED_ON).join(", ");
      return { problem: `"${part}": there is no operation "${name}"; there are ${all}` };
    }
    denied.push(name);
  }
  return { value: denied };
}

function isOperation(text: string): text is OperationName {
  return Object.hasOwn(OPERATED_ON, text);
}
