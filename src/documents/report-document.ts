/** A report as it is read, whatever it is written in: headings, and what stands under them. Texts are as they are, unescaped. */
export interface ReportDocument {
  /** `en` or `ja`. */
  readonly language: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  /** What something is, a line each: a label, and what is so. */
  | { readonly kind: "facts"; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: "list"; readonly items: readonly string[] }
  /** Rows have as many cells as the head. In the column `entry`, where there is one, entries are named by their `seq`. */
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly entry?: number;
    };

/** The same document with each of its texts changed. */
export function mapTexts(document: ReportDocument, change: (text: string) => string): ReportDocument {
  return {
    ...document,
    title: change(document.title),
    blocks: document.blocks.map((block) => changed(block, change)),
  };
}

function changed(block: Block, change: (text: string) => string): Block {
  if (block.kind === "facts") {
    return { ...block, rows: block.rows.map(([label, value]) => [change(label), change(value)] as const) };
  }
  if (block.kind === "list") return { ...block, items: block.items.map(change) };
  if (block.kind === "table") {
    return { ...block, head: block.head.map(change), rows: block.rows.map((row) => row.map(change)) };
  }
  return { ...block, text: change(block.text) };
}
