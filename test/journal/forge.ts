import { canonical } from "#journal/canonical.js";
import { hashOf } from "#journal/line.js";
import type { Signer } from "#journal/signer.js";

/** A line as it would be if its writer signed whatever it is given: well signed, and not checked for anything. */
export function forged(entry: unknown, signer: Signer): string {
  const text = canonical(entry);
  return signedText(text, signer.sign(Buffer.from(text)));
}

/** A line of any text as its entry, with the signature of that text. */
export function signedText(text: string, signature: Uint8Array): string {
  return `{"e":${text},"s":"${Buffer.from(signature).toString("base64")}"}`;
}

/** The same entries from `from` on, changed, chained anew and signed by `signer`. */
export function rewritten(
  lines: readonly string[],
  from: number,
  signer: Signer,
  change: (entry: Record<string, unknown>) => object = (entry) => entry,
): string[] {
  const result = lines.slice(0, from);
  for (const line of lines.slice(from)) {
    const { e } = JSON.parse(line) as { e: Record<string, unknown> };
    const prev = result.length === 0 ? "0".repeat(64) : hashOf(Buffer.from(result.at(-1)!));
    result.push(forged({ ...change(e), prev }, signer));
  }
  return result;
}
