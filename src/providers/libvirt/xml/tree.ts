import { DOMImplementation, type Document, type Element } from "@xmldom/xmldom";
import { xmlText } from "#providers/libvirt/xml/document.js";

/** An element: its name, its attributes, and what is in it. */
export type Tree = readonly [name: string, attributes: Attributes, ...content: Content[]];

type Attributes = Readonly<Record<string, string>>;

/** Null for what is left out. */
type Content = Tree | string | null;

/** A document made of such an element, or a part of one, as libvirt takes it. */
export function treeText(tree: Tree): string {
  const document = new DOMImplementation().createDocument(null, "", null);
  return xmlText(elementOf(document, tree));
}

/** The same as a part of a document that is there already. */
export function elementOf(document: Document, [name, attributes, ...content]: Tree): Element {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  for (const each of content) {
    if (each === null) continue;
    element.appendChild(typeof each === "string" ? document.createTextNode(each) : elementOf(document, each));
  }
  return element;
}
