import { widthOf } from "#console/widgets/width.js";
import { wrap } from "#console/widgets/wrap.js";
import { exampleLines } from "#messages/usage-examples.js";

/** What is typed and, two blanks or more away, what it means. */
const ROW = /^(?<left>\s+\S.*?\s{2,})(?<right>\S.*)$/u;

const TYPED: ReadonlySet<string> = new Set(
  exampleLines.flatMap(([, ...typed]) => typed).map((line) => `  ${line}`),
);

/** Usage for a terminal of `columns`: what does not fit goes on under where it began. What is to be copied is left whole. */
export function fittedUsage(text: string, columns: number): string {
  const all = text.split("\n");
  const lines = all.every((line) => widthOf(line) <= columns) ? all : withOneFooter(all);
  return lines.flatMap((line) => (TYPED.has(line) ? [line] : fitted(line, columns))).join("\n");
}

/** The footer is a paragraph, in lines for a wide terminal. */
function withOneFooter(lines: readonly string[]): readonly string[] {
  const begins = lines.lastIndexOf("") + 1;
  const join = (paragraph: string, line: string) =>
    /[!-~]$/u.test(paragraph) ? `${paragraph} ${line}` : `${paragraph}${line}`;
  return [...lines.slice(0, begins), lines.slice(begins).reduce(join)];
}

function fitted(line: string, columns: number): readonly string[] {
  const { left = /^\s*/u.exec(line)?.[0] ?? "", right = line.trimStart() } = ROW.exec(line)?.groups ?? {};
  const [first = "", ...more] = wrap(right, columns - left.length);
  return [left + first, ...more.map((part) => " ".repeat(left.length) + part)];
}
