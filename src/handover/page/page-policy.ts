import type { Inlined } from "#handover/page/inlined.js";

/**
 * A page may do nothing but run its own scripts and wear its own styles.
 *
 * @param plays whether the player is in it, whose terminal is WebAssembly
 */
export function pagePolicy(scripts: readonly Inlined[], styles: readonly Inlined[], plays: boolean): string {
  const sources = (inlined: readonly Inlined[]) => inlined.map(({ source }) => source).join(" ");
  return [
    "default-src 'none'",
    `script-src ${sources(scripts)}${plays ? " 'wasm-unsafe-eval'" : ""}`,
    `style-src ${sources(styles)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
