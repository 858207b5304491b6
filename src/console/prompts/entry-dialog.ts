import { TextDialog, type TextLine } from "#console/prompts/text-dialog.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import type { Entry } from "#domain/entry.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/** An entry in full, as it stands in the journal, and how it is checked. */
export function entryDialog(
  entry: Entry,
  { console: { entry: texts } }: Catalogue,
  parts: Pick<ConstructorParameters<typeof TextDialog>[0], "close" | "actions">,
): TextDialog {
  return new TextDialog({
    title: `#${entry.seq} ${entry.OPR}`,
    lines: () => [...linesOf(entry), "", texts.check({ seq: entry.seq })],
    ...parts,
  });
}

/** The paper's order: What, When, Who, Where, What target, How before and after, Result; then what else there is. */
const ORDER: readonly string[] = ["OPR", "STR", "END", "ms", "USR", "HST", "TGT", "BEF", "AFT", "RST"];

function linesOf(entry: Entry): readonly TextLine[] {
  const place = (key: string) => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  const fields = Object.entries(entry)
    .sort(([a], [b]) => place(a) - place(b))
    .flatMap(([key, value]) => fieldsOf(key, value));
  const width = Math.max(...fields.map(([name]) => widthOf(name)));
  return fields.map(([name, value]) => [
    ["dim", `${fitTo(name, width)}  `],
    ["text", printable(value)],
  ]);
}

/** Every field by its name in the format, nested ones by their path. */
function fieldsOf(path: string, value: unknown): readonly (readonly [name: string, value: string])[] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(`${path}.${key}`, inner));
}
