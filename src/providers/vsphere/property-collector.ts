import { failure } from "#domain/errors.js";
import { child, childrenOf, morefOf, need, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { element, type Moref, morefElement, textElement } from "#providers/vsphere/xml-writer.js";

/** Properties to read of objects of a type, in the order of vim25's PropertySpec. */
export interface PropertySpec {
  readonly type: string;
  readonly paths: readonly string[];
}

/** The value of each property that the server reported, by path. */
export type Properties = Map<string, XmlNode>;

export interface ObjectProperties {
  readonly moref: Moref;
  readonly properties: Properties;
}

/** One object of an update; in a `modify`, a property that was unset is there with an empty node. */
export interface ObjectUpdate extends ObjectProperties {
  readonly kind: "enter" | "modify" | "leave";
  readonly unset: readonly string[];
}

export interface UpdateSet {
  readonly version: string;
  readonly truncated: boolean;
  /** The objects are read when they are asked for: `REPLY_INVALID` for those that are none. */
  readonly filters: readonly { readonly filter: string; objects(): readonly ObjectUpdate[] }[];
}

function propertySpecs(specs: readonly PropertySpec[]): string {
  return specs
    .map(({ type, paths }) =>
      element(
        "propSet",
        textElement("type", type) +
          textElement("all", false) +
          paths.map((path) => textElement("pathSet", path)).join(""),
      ),
    )
    .join("");
}

/** A PropertyFilterSpec (its content) for the objects named. */
export function objectsSpec(specs: readonly PropertySpec[], objects: readonly Moref[]): string {
  const set = objects.map((object) =>
    element("objectSet", morefElement("obj", object) + textElement("skip", false)),
  );
  return propertySpecs(specs) + set.join("");
}

/** A PropertyFilterSpec (its content) for what a view holds. */
export function viewSpec(specs: readonly PropertySpec[], view: Moref): string {
  return pathSpec(specs, view, "view");
}

/**
 * A PropertyFilterSpec (its content) for what a property of one object refers to; and for the object itself, where a
 * spec is for its type.
 */
export function pathSpec(specs: readonly PropertySpec[], from: Moref, path: string): string {
  const traversal = element(
    "selectSet",
    textElement("name", path) +
      textElement("type", from.type) +
      textElement("path", path) +
      textElement("skip", false),
    "TraversalSpec",
  );
  const skip = !specs.some(({ type }) => type === from.type);
  return (
    propertySpecs(specs) +
    element("objectSet", morefElement("obj", from) + textElement("skip", skip) + traversal)
  );
}

/** The arguments of RetrievePropertiesEx for all that PropertyFilterSpecs (their contents) select. */
export function filterArguments(filters: readonly string[]): string {
  return filters.map((filter) => element("specSet", filter)).join("") + element("options", "");
}

/** The objects of a RetrievePropertiesEx response. */
export function retrievedObjects(response: XmlNode): ObjectProperties[] {
  const result = child(response, "returnval");
  if (result === undefined) return [];
  return childrenOf(result, "objects").map((object) => ({
    moref: morefOf(need(object, "obj")),
    properties: new Map(childrenOf(object, "propSet").map((each) => [propertyName(each), need(each, "val")])),
  }));
}

/** What the rest of the objects are asked for with; null on the last page. */
export function continuation(response: XmlNode): string | null {
  const result = child(response, "returnval");
  return (result && textOf(result, "token")) || null;
}

/** The UpdateSet of a WaitForUpdatesEx response; null when the wait ended without one. */
export function updateSet(response: XmlNode): UpdateSet | null {
  const result = child(response, "returnval");
  if (result === undefined) return null;
  return {
    version: need(result, "version").text,
    truncated: textOf(result, "truncated") === "true",
    filters: childrenOf(result, "filterSet").map((filter) => ({
      filter: morefOf(need(filter, "filter")).id,
      objects: () => childrenOf(filter, "objectSet").map(objectUpdate),
    })),
  };
}

function objectUpdate(node: XmlNode): ObjectUpdate {
  const kind = need(node, "kind").text;
  if (kind !== "enter" && kind !== "modify" && kind !== "leave") {
    throw failure("REPLY_INVALID", { problem: `an update of the unknown kind ${JSON.stringify(kind)}` });
  }
  const properties: Properties = new Map();
  const unset: string[] = [];
  for (const change of childrenOf(node, "changeSet")) {
    const value = child(change, "val");
    if (value === undefined) unset.push(propertyName(change));
    else properties.set(propertyName(change), value);
  }
  return { kind, moref: morefOf(need(node, "obj")), properties, unset };
}

function propertyName(node: XmlNode): string {
  return need(node, "name").text;
}
