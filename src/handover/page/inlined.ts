import { createHash } from "node:crypto";

/** A script or a style in a page, and how the page's policy names it. */
export interface Inlined {
  readonly html: string;
  /** `'sha256-...'`, of what the browser takes between the tags. */
  readonly source: string;
}

/** A script in a page. A module is run when all of the page is there, after a classic one. */
export function inlinedScript(code: string, kind: "classic" | "module"): Inlined {
  // Only in texts and patterns can there be any of these, where the backslash says nothing else.
  const safe = code.replaceAll(/<(?=\/script|!--)/giu, "<\\");
  return inlined(kind === "module" ? '<script type="module">' : "<script>", safe, "</script>");
}

export function inlinedStyle(css: string): Inlined {
  return inlined("<style>", css.replaceAll(/<(?=\/style)/giu, "<\\"), "</style>");
}

/** In HTML every end of a line is a line feed, whatever it was. */
function inlined(open: string, text: string, close: string): Inlined {
  const taken = `\n${text.replaceAll(/\r\n?/gu, "\n").trim()}\n`;
  const hash = createHash("sha256").update(taken).digest("base64");
  return { html: `${open}${taken}${close}`, source: `'sha256-${hash}'` };
}
