import { SaxesParser } from "saxes";

interface Element {
  readonly name: string;
  readonly open: string;
  readonly content: (Element | string)[];
}

/**
 * The same XML with two neighbouring elements of different names in the other order, each such pair once. Elements with
 * nothing in them but a zero are left alone: whether they are there at all is open.
 */
export function swaps(xml: string): readonly string[] {
  const root = parse(xml);
  const swapped: string[] = [];
  const visit = (element: Element): void => {
    const { content } = element;
    for (let index = 0; index + 1 < content.length; index += 1) {
      const [one, other] = [content[index]!, content[index + 1]!];
      if (typeof one === "string" || typeof other === "string") continue;
      if (one.name !== other.name && !isBlank(one) && !isBlank(other)) {
        content.splice(index, 2, other, one);
        swapped.push(inner(root));
        content.splice(index, 2, one, other);
      }
    }
    for (const each of content) if (typeof each !== "string") visit(each);
  };
  visit(root);
  return swapped;
}

function isBlank({ content }: Element): boolean {
  return content.length === 0 || (content.length === 1 && (content[0] === "0" || content[0] === "false"));
}

function parse(xml: string): Element {
  const root: Element = { name: "root", open: "<root>", content: [] };
  const open: Element[] = [root];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    if (name === "root") return;
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
    const element: Element = { name, open: `<${name}${written.join("")}>`, content: [] };
    open.at(-1)!.content.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    if (text !== "") open.at(-1)!.content.push(text);
  });
  parser.on("closetag", ({ name }) => {
    if (name !== "root") open.pop();
  });
  parser.write(`<root>${xml}</root>`).close();
  return root;
}

function inner({ content }: Element): string {
  return content.map((each) => (typeof each === "string" ? escaped(each) : outer(each))).join("");
}

function outer(element: Element): string {
  return `${element.open}${inner(element)}</${element.name}>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
