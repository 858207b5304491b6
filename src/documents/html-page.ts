import { escaped } from "#documents/escaped.js";

/** An HTML file, put together. `styles` and `body` are markup, the other texts are as they are. */
export interface HtmlPage {
  /** `en` or `ja`. */
  readonly language: string;
  readonly title: string;
  /** Its Content-Security-Policy: what it may fetch and run. */
  readonly policy: string;
  readonly styles: readonly string[];
  readonly body: readonly string[];
}

export function htmlPage({ language, title, policy, styles, body }: HtmlPage): string {
  return [
    "<!doctype html>",
    `<html lang="${escaped(language)}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    ...styles,
    "</head>",
    "<body>",
    ...body,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}
