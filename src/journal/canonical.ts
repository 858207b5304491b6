/**
 * JSON Canonicalization Scheme (RFC 8785) of what an entry may hold: objects, arrays, strings, booleans, null and safe
 * integers. Throws a TypeError for anything else: a fraction, a lone surrogate, and U+007F, which jq 1.6 rewrites.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return canonicalString(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0))
      throw new TypeError(`${value} is not a safe integer`);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`an entry cannot hold ${typeof value}`);
  let members = "";
  for (const key of inOrder(Object.keys(value))) {
    const member: unknown = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    members += `${members === "" ? "" : ","}${canonicalString(key)}:${canonical(member)}`;
  }
  return `{${members}}`;
}

/** By UTF-16 code units, as RFC 8785 asks for: so compare `>` and Array.prototype.sort. What was read is mostly so. */
function inOrder(keys: string[]): string[] {
  return keys.some((key, index) => index > 0 && (keys[index - 1] ?? "") > key) ? keys.sort() : keys;
}

/** Nothing in it is escaped, nothing refused: its JSON is itself in quotation marks. */
const PLAIN = /^[ !#-[\]-~\u0080-\ud7ff\ue000-\uffff]*$/;

function canonicalString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError("a string holds a lone surrogate");
  if (text.includes("\u007f")) throw new TypeError("a string holds U+007F");
  return JSON.stringify(text);
}

/**
 * A string from outside as an entry may hold it: a lone surrogate becomes U+FFFD, U+007F becomes `%7f`, and what is
 * longer than `limit` UTF-16 units is cut, saying so.
 */
export function recordable(text: string, limit: number): string {
  const clean = text.toWellFormed().replaceAll("\u007f", "%7f");
  if (clean.length <= limit) return clean;
  const cut = clean.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "");
  return `${cut}... (${clean.length - cut.length} more characters)`;
}
