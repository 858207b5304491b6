import type { XdrReader } from "#providers/libvirt/rpc/xdr-reader.js";
import type { XdrWriter } from "#providers/libvirt/rpc/xdr-writer.js";

/** How something looks on the wire: both directions, and its type here. Reading throws `REPLY_INVALID`, writing `NOT_SENT`. */
export interface XdrType<T> {
  /** The fewest bytes that it takes: no more of them are made than a message has room for. */
  readonly least: number;
  read(reader: XdrReader): T;
  write(writer: XdrWriter, value: T): void;
}

export type ValueOf<X> = X extends XdrType<infer T> ? T : never;

export type Fields = Readonly<Record<string, XdrType<unknown>>>;

export type StructOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

/** Fields one after the other, in the order in which they stand here. */
export function struct<F extends Fields>(fields: F): XdrType<StructOf<F>> {
  const entries = Object.entries(fields);
  return {
    least: entries.reduce((sum, [, type]) => sum + type.least, 0),
    read: (reader) =>
      Object.fromEntries(entries.map(([name, type]) => [name, type.read(reader)])) as StructOf<F>,
    write: (writer, value) => {
      for (const [name, type] of entries) type.write(writer, value[name]);
    },
  };
}

/** A pointer in the protocol's files: null, or what it points to. */
export function optional<T>(type: XdrType<T>): XdrType<T | null> {
  return {
    least: 4,
    read: (reader) => (reader.oneOf([0, 1]) === 1 ? type.read(reader) : null),
    write: (writer, value) => {
      writer.int(value === null ? 0 : 1);
      if (value !== null) type.write(writer, value);
    },
  };
}

/** A number of the same, at most `most`. */
export function array<T>(type: XdrType<T>, most: number): XdrType<readonly T[]> {
  return {
    least: 4,
    read: (reader) => Array.from({ length: reader.count(most, type.least) }, () => type.read(reader)),
    write: (writer, value) => {
      writer.count(value.length, most);
      for (const each of value) type.write(writer, each);
    },
  };
}

type Arms = Readonly<Record<string, { readonly tag: number; readonly type: XdrType<unknown> }>>;

export type UnionOf<A extends Arms> = {
  readonly [K in keyof A]: { readonly type: K; readonly value: ValueOf<A[K]["type"]> };
}[keyof A];

/** One of several, by a number that goes before it. */
export function union<A extends Arms>(arms: A): XdrType<UnionOf<A>> {
  const byTag = new Map(Object.entries(arms).map(([name, { tag, type }]) => [tag, { name, type }]));
  const tags = [...byTag.keys()];
  return {
    least: 4 + Math.min(...[...byTag.values()].map(({ type }) => type.least)),
    read: (reader) => {
      const arm = byTag.get(reader.oneOf(tags));
      if (arm === undefined) throw reader.invalid("has none of the arms of a union");
      return { type: arm.name, value: arm.type.read(reader) } as UnionOf<A>;
    },
    write: (writer, { type, value }) => {
      const arm = arms[type];
      if (arm === undefined) throw new TypeError(`${String(type)} is no arm of the union`);
      writer.int(arm.tag);
      arm.type.write(writer, value);
    },
  };
}
