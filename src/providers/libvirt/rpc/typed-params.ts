import {
  boolean,
  double,
  hyper,
  int,
  looseText,
  text,
  uhyper,
  uint,
} from "#providers/libvirt/rpc/xdr-scalars.js";
import { array, struct, union, type ValueOf, type XdrType } from "#providers/libvirt/rpc/xdr-type.js";

/** `remote_typed_param`. Tags as of `virTypedParameterType`. */
const typedParam = struct({
  field: text,
  value: union({
    int: { tag: 1, type: int },
    uint: { tag: 2, type: uint },
    llong: { tag: 3, type: hyper },
    ullong: { tag: 4, type: uhyper },
    double: { tag: 5, type: double },
    boolean: { tag: 6, type: boolean },
    string: { tag: 7, type: looseText },
  }),
});

export type TypedParam = ValueOf<typeof typedParam>;

export function typedParams(most: number): XdrType<readonly TypedParam[]> {
  return array(typedParam, most);
}

/** Their values by name: `balloon.current`, `state.state`. Of two of the same name the last counts. */
export function valuesOf(params: readonly TypedParam[]): ReadonlyMap<string, TypedParam["value"]["value"]> {
  return new Map(params.map(({ field, value }) => [field, value.value]));
}

/** A parameter that is a text, such as a migration's `destination_xml`. */
export function textParam(field: string, value: string): TypedParam {
  return { field, value: { type: "string", value } };
}
