import { SaxesParser } from "saxes";
import { failure } from "#domain/errors.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";

/** One element: local name, `xsi:type` and `type` attributes without prefix, its text, its children. */
export interface XmlNode {
  readonly name: string;
  readonly xsiType: string | null;
  readonly type: string | null;
  text: string;
  readonly children: XmlNode[];
}

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** What a server can make us hold in memory. A page of 1,000 machines is about 2 MB. */
const XML_LIMITS = { bytes: 32 * 1024 * 1024, depth: 100, nodes: 500_000 } as const;

/**
 * Parses a stream of UTF-8 bytes as it arrives. Refuses what a SOAP reply never has: a document type (and with it
 * every entity bomb), endless depth or length. Throws `REPLY_INVALID`; the caller lets go of the connection.
 */
export async function readXml(chunks: AsyncIterable<Uint8Array>): Promise<XmlNode> {
  const builder = new TreeBuilder();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > XML_LIMITS.bytes) throw invalid(`the reply is longer than ${XML_LIMITS.bytes} bytes`);
    builder.write(decode(decoder, chunk));
  }
  builder.write(decode(decoder));
  return builder.end();
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw invalid("the reply is not UTF-8");
  }
}

class TreeBuilder {
  readonly #parser = new SaxesParser({ xmlns: false });
  readonly #prefixes = new Prefixes();
  readonly #open: XmlNode[] = [];
  #root: XmlNode | null = null;
  #nodes = 0;

  constructor() {
    const parser = this.#parser;
    parser.on("error", (error) => {
      throw invalid(`the reply is not well-formed XML (${error.message})`);
    });
    parser.on("doctype", () => {
      throw invalid("the reply has a document type declaration");
    });
    parser.on("opentag", (tag) => {
      this.#nodes += 1;
      if (this.#nodes > XML_LIMITS.nodes)
        throw invalid(`the reply has more than ${XML_LIMITS.nodes} elements`);
      if (this.#open.length >= XML_LIMITS.depth) throw invalid("the reply is nested too deeply");
      this.#prefixes.declare(tag.attributes);
      const node: XmlNode = {
        name: this.#prefixes.local(tag.name),
        ...this.#prefixes.types(tag.attributes),
        text: "",
        children: [],
      };
      this.#open.at(-1)?.children.push(node);
      this.#root ??= node;
      this.#open.push(node);
    });
    const text = (value: string) => {
      const node = this.#open.at(-1);
      if (node !== undefined) node.text += value;
    };
    parser.on("text", text);
    parser.on("cdata", text);
    parser.on("closetag", () => {
      this.#open.pop();
    });
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): XmlNode {
    this.#parser.close();
    if (this.#root === null) throw invalid("the reply is empty");
    return this.#root;
  }
}

/**
 * The prefixes that a reply has declared so far, and which of them stand for `xsi`: servers choose their own, and declare
 * it anywhere. Saxes' own resolving takes as long as all the rest of the reading.
 */
class Prefixes {
  /** Whether each stands for `xsi`. */
  readonly #declared = new Map<string, boolean>([["xml", false]]);

  declare(attributes: Readonly<Record<string, string>>): void {
    for (const name in attributes) {
      if (name.startsWith("xmlns:")) this.#declared.set(localName(name), attributes[name] === XSI);
    }
  }

  /** A name without its prefix. Throws `REPLY_INVALID` for a prefix that was not declared. */
  local(name: string): string {
    const colon = name.indexOf(":");
    if (colon === -1) return name;
    if (!this.#declared.has(name.slice(0, colon)))
      throw invalid(`the reply is not well-formed XML (${name})`);
    return name.slice(colon + 1);
  }

  /** `type` and `xsi:type`, of whatever else there is. */
  types(attributes: Readonly<Record<string, string>>): Pick<XmlNode, "xsiType" | "type"> {
    let xsiType: string | null = null;
    let type: string | null = null;
    for (const name in attributes) {
      if (name.startsWith("xmlns") || this.local(name) !== "type") continue;
      const value = attributes[name] ?? "";
      if (name === "type") type = value;
      else if (this.#declared.get(name.slice(0, -":type".length)) === true) xsiType = localName(value);
    }
    return { xsiType, type };
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function invalid(problem: string): Error {
  return failure("REPLY_INVALID", { problem });
}

export function child(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((each) => each.name === name);
}

/** The child that vim25 says is always there. Throws `REPLY_INVALID`. */
export function need(node: XmlNode, name: string): XmlNode {
  const found = child(node, name);
  if (found === undefined) throw invalid(`<${node.name}> has no <${name}>`);
  return found;
}

export function childrenOf(node: XmlNode, name: string): XmlNode[] {
  return node.children.filter((each) => each.name === name);
}

export function textOf(node: XmlNode, name: string): string | null {
  return child(node, name)?.text ?? null;
}

/** A managed object reference. Throws `REPLY_INVALID` when it has no type or id. */
export function morefOf(node: XmlNode): Moref {
  if (node.type === null || node.text === "") throw invalid(`<${node.name}> is not a reference`);
  return { type: node.type, id: node.text };
}
