import type { Document, LineCounter, Pair, ParsedNode } from "yaml";
import type { Place } from "#domain/procedure.js";
import type { YamlFault, YamlProblem } from "#domain/yaml-problem.js";
import { textStart } from "#yaml/text-start.js";

/** Makes the error of a problem at a place. */
export type Refusal = (place: Place, problem: YamlProblem) => Error;

/** A YAML file's one document: what it holds, and where. */
export interface YamlTree {
  readonly value: unknown;
  /** Where the value of a path stands, or the key before it; of what is not there, the beginning of what should hold it. */
  placeOf(path: readonly string[], of: "key" | "value"): Place;
  /** Where the text of a value begins: after its quote, or on the line after its `|`. */
  placeOfText(path: readonly string[]): Place;
  /** A plain value as it stands in the file: `007`, where the value is 7; null for any other. */
  sourceOf(path: readonly string[]): string | null;
}

/** What its parser finds wrong, by its codes. */
const FAULTS: Readonly<Partial<Record<string, YamlFault>>> = {
  BAD_INDENT: "INDENT",
  TAB_AS_INDENT: "TAB",
  MISSING_CHAR: "UNFINISHED",
  MULTILINE_IMPLICIT_KEY: "NO_COLON",
  BLOCK_AS_IMPLICIT_KEY: "COLON_IN_VALUE",
  BAD_SCALAR_START: "NEEDS_QUOTES",
  BAD_DQ_ESCAPE: "ESCAPE",
  RESOURCE_EXHAUSTION: "NESTED",
};

type Yaml = typeof import("yaml");

/**
 * Reads one document of YAML 1.2: mappings, lists and plain values, without anchors, aliases and tags, each key once. Nothing in
 * it can grow larger than it stands there. Throws what `refusal` makes of what is wrong.
 */
export async function readYaml(text: string, refusal: Refusal): Promise<YamlTree> {
  const yaml = await import("yaml");
  const lineCounter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    version: "1.2",
    schema: "core",
    lineCounter,
    prettyErrors: false,
    stringKeys: true,
    // The library compares each key with all before it: a file of nothing but keys would take minutes.
    uniqueKeys: false,
  });
  return new Tree(yaml, text, document, lineCounter, refusal);
}

class Tree implements YamlTree {
  readonly value: unknown;
  readonly #yaml: Yaml;
  readonly #text: string;
  readonly #root: ParsedNode | null;
  readonly #lines: LineCounter;
  readonly #refusal: Refusal;

  constructor(
    yaml: Yaml,
    text: string,
    { contents, errors, warnings }: Document.Parsed,
    lines: LineCounter,
    refusal: Refusal,
  ) {
    this.#yaml = yaml;
    this.#text = text;
    this.#root = contents;
    this.#lines = lines;
    this.#refusal = refusal;
    const [wrong] = [...errors, ...warnings];
    if (wrong !== undefined) throw refusal(this.#place(wrong.pos[0]), problemOf(wrong.code));
    this.value = this.#plain(contents);
  }

  placeOf(path: readonly string[], of: "key" | "value"): Place {
    return this.#place(this.#find(path, of).offset);
  }

  placeOfText(path: readonly string[]): Place {
    const { node, offset } = this.#find(path, "value");
    const type = this.#yaml.isScalar(node) ? node.type : undefined;
    return this.#place(textStart(this.#text, offset, type));
  }

  sourceOf(path: readonly string[]): string | null {
    const { node } = this.#find(path, "value");
    return this.#yaml.isScalar(node) && node.type === "PLAIN" ? (node.source ?? null) : null;
  }

  #find(path: readonly string[], of: "key" | "value") {
    let node = this.#root;
    let offset = node?.range[0] ?? 0;
    for (const [index, step] of path.entries()) {
      const pair = this.#yaml.isMap(node) ? this.#pair(node.items, step) : undefined;
      const item = this.#yaml.isSeq(node) ? node.items[Number(step)] : undefined;
      const next = (pair?.value ?? item ?? null) as ParsedNode | null;
      const isKey = (of === "key" && index === path.length - 1) || next === null;
      offset = (isKey ? pair?.key.range[0] : next?.range[0]) ?? offset;
      node = next;
    }
    return { node, offset };
  }

  #pair(items: readonly Pair<ParsedNode, ParsedNode | null>[], key: string) {
    return items.find((each) => this.#yaml.isScalar(each.key) && String(each.key.value) === key);
  }

  #plain(node: ParsedNode | null): unknown {
    if (node === null) return null;
    const at = () => this.#place(node.range[0]);
    if (this.#yaml.isAlias(node) || node.anchor !== undefined) throw this.#refusal(at(), { kind: "ALIAS" });
    if (node.tag !== undefined) throw this.#refusal(at(), { kind: "TAG" });
    if (this.#yaml.isScalar(node)) return node.value;
    if (this.#yaml.isSeq(node)) return node.items.map((item) => this.#plain(item as ParsedNode));
    const members = new Map<string, unknown>();
    for (const { key, value } of node.items) {
      const name = String(this.#plain(key));
      if (members.has(name)) throw this.#twice(key.range);
      members.set(name, this.#plain(value));
    }
    return Object.fromEntries(members);
  }

  #twice([start, end]: ParsedNode["range"]): Error {
    return this.#refusal(this.#place(start), { kind: "KEY_TWICE", at: this.#text.slice(start, end) });
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    const before = this.#text.slice(offset - col + 1, offset);
    return { line, column: [...before].length + 1 };
  }
}

function problemOf(code: string): YamlProblem {
  if (code === "MULTIPLE_DOCS") return { kind: "SEVERAL_DOCUMENTS" };
  return { kind: "SYNTAX", why: FAULTS[code] ?? "OTHER" };
}
