const REPLACEMENTS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // A reader would take it for the end of a line (XML 1.0, 2.11).
  "\r": "&#xD;",
};

/** Text as it may stand in an element or a double-quoted attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => REPLACEMENTS[character] ?? character);
}

/** `<name>text</name>`, with the text escaped. */
export function textElement(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** `<name xsi:type="type">content</name>`; content is XML already. */
export function element(name: string, content: string, xsiType?: string): string {
  const type = xsiType === undefined ? "" : ` xsi:type="${xsiType}"`;
  return `<${name}${type}>${content}</${name}>`;
}

/** A managed object reference: its type and its id (`value` in vim25). */
export interface Moref {
  readonly type: string;
  readonly id: string;
}

/** `<name type="VirtualMachine">vm-42</name>`. */
export function morefElement(name: string, moref: Moref): string {
  return `<${name} type="${escapeXml(moref.type)}">${escapeXml(moref.id)}</${name}>`;
}
