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
  readonly filters: readonly { readonly filter: string; readonly objects: readonly ObjectUpdate[] }[];
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
function objectsSpec(specs: readonly PropertySpec[], objects: readonly Moref[]): string {
  const set = objects.map((object) =>
    element("objectSet", morefElement("obj", object) + textElement("skip", false)),
  );
  return propertySpecs(specs) + set.join("");
}

/** A PropertyFilterSpec (its content) for what a view holds. `viewType` is `ContainerView` or `ListView`. */
export function viewSpec(specs: readonly PropertySpec[], view: Moref): string {
  const traversal = element(
    "selectSet",
    textElement("name", "view") +
      textElement("type", view.type) +
      textElement("path", "view") +
      textElement("skip", false),
    "TraversalSpec",
  );
  return (
    propertySpecs(specs) +
    element("objectSet", morefElement("obj", view) + textElement("skip", true) + traversal)
  );
}

/** The arguments of RetrievePropertiesEx for a few objects, which one page always holds. */
export function retrieveArguments(specs: readonly PropertySpec[], objects: readonly Moref[]): string {
  return element("specSet", objectsSpec(specs, objects)) + element("options", "");
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

/** The UpdateSet of a WaitForUpdatesEx response; null when the wait ended without one. */
export function updateSet(response: XmlNode): UpdateSet | null {
  const result = child(response, "returnval");
  if (result === undefined) return null;
  return {
    version: need(result, "version").text,
    truncated: textOf(result, "truncated") === "true",
    filters: childrenOf(result, "filterSet").map((filter) => ({
      filter: morefOf(need(filter, "filter")).id,
      objects: childrenOf(filter, "objectSet").map(objectUpdate),
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
