import type { Element } from "@xmldom/xmldom";

/** The elements of that name right below one, in order. Those of other vocabularies have a prefix in theirs. */
export function childrenOf(element: Element, name: string): readonly Element[] {
  return Array.from(element.childNodes).filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE && node.nodeName === name,
  );
}

/** The first element that a path of names leads to; null where there is none. */
export function below(element: Element, ...path: readonly string[]): Element | null {
  let found: Element | null = element;
  for (const name of path) found = found === null ? null : (childrenOf(found, name)[0] ?? null);
  return found;
}

/** What stands in such an element, without the white space around it; null where there is nothing. */
export function textBelow(element: Element, ...path: readonly string[]): string | null {
  return below(element, ...path)?.textContent?.trim() || null;
}

/** Null where the element is missing, or the attribute, or empty. */
export function attribute(element: Element | null, name: string): string | null {
  return element?.getAttribute(name) || null;
}
