import type { Place } from "#domain/procedure.js";

/**
 * A file's bytes as text, without the byte order mark that some editors put before everything. Throws what `refusal` makes
 * of the first place that is no UTF-8.
 */
export function decodeText(bytes: Uint8Array, refusal: (place: Place) => Error): string {
  const text = Buffer.from(bytes).toString("utf8");
  const again = Buffer.from(text);
  const at = again.findIndex((byte, index) => byte !== bytes[index]);
  if (at < 0) return text.replace(/^\ufeff/u, "");
  const lines = Buffer.from(bytes.subarray(0, at)).toString("utf8").split("\n");
  throw refusal({ line: lines.length, column: [...(lines.at(-1) ?? "")].length + 1 });
}
