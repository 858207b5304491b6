import { DOMParser, type Document, type Element, type Node, XMLSerializer } from "@xmldom/xmldom";
import { failure } from "#domain/errors.js";
import { reasonOf } from "#providers/libvirt/rpc/reason.js";
import { outOfBounds } from "#providers/libvirt/xml/bounds.js";

/**
 * A document of libvirt's as it stands: what is not known here is kept, and goes back as it came. Throws `REPLY_INVALID` for
 * what is no XML, for another document than asked for, and for what libvirt never sends: a document type, or more than is read in
 * half a second.
 *
 * @param name of its outermost element: `domain`, `pool`, ...
 */
export function parseXml(
  text: string,
  name: string,
): { readonly document: Document; readonly root: Element } {
  const invalid = (problem: string, cause?: unknown) =>
    failure("REPLY_INVALID", { problem: `the ${name}'s XML ${problem}` }, cause);
  const excess = outOfBounds(text);
  if (excess !== null) throw invalid(excess);
  let document: Document;
  try {
    document = new DOMParser({ onError: stop }).parseFromString(text, "text/xml");
  } catch (error) {
    throw invalid(`cannot be read (${reasonOf(error)})`, error);
  }
  const root = document.documentElement;
  if (root === null || root.nodeName !== name) throw invalid(`is of ${root?.nodeName ?? "nothing"}`);
  return { document, root };
}

/** A document, or a part of one, as libvirt takes it. */
export function xmlText(node: Node): string {
  return new XMLSerializer().serializeToString(node);
}

/** Whatever the parser would rather overlook. */
function stop(_level: string, message: string): never {
  throw new Error(message);
}
