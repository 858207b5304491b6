const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const LONE_SURROGATES = /\p{Cs}/gu;

/** A text as it can stand in one line: a run of newlines and control characters is one blank, lone surrogates are dropped. */
export function oneLine(text: string): string {
  return text.replaceAll(LONE_SURROGATES, "").replaceAll(BREAKS, " ");
}
