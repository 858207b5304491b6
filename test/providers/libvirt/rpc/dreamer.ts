import type { GeneratorValue } from "fast-check";
import * as fc from "fast-check";
import type { XdrReader } from "#providers/libvirt/rpc/xdr-reader.js";
import type { XdrType } from "#providers/libvirt/rpc/xdr-type.js";

const texts = fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !text.includes("\0"));

const plain = (value: bigint): number | bigint =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value;

/** A reader with nothing to read: it makes up whatever a description asks it for, so that any description gives its own values. */
export function dreamt<T>(type: XdrType<T>, gen: GeneratorValue): T {
  const dreamer: { [K in Exclude<keyof XdrReader, "invalid" | "end">]: unknown } = {
    int: () => gen(fc.integer, { min: -0x8000_0000, max: 0x7fff_ffff }),
    uint: () => gen(fc.integer, { min: 0, max: 0xffff_ffff }),
    hyper: () => plain(gen(fc.bigInt, { min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    uhyper: () => plain(gen(fc.bigInt, { min: 0n, max: 2n ** 64n - 1n })),
    double: () => gen(fc.double, { noNaN: true }),
    oneOf: (known: readonly number[]) => known[gen(fc.nat, { max: known.length - 1 })],
    count: (most: number) => gen(fc.integer, { min: 0, max: Math.min(most, 3) }),
    opaque: (length: number) => gen(fc.uint8Array, { minLength: length, maxLength: length }),
    varOpaque: (most: number) => gen(fc.uint8Array, { maxLength: Math.min(most, 9) }),
    text: () => gen(() => texts),
    looseText: () => gen(() => texts),
  };
  return type.read(dreamer as unknown as XdrReader);
}
