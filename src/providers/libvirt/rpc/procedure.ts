import { type Fields, type StructOf, struct, type XdrType } from "#providers/libvirt/rpc/xdr-type.js";

/** One procedure of libvirt's remote program: what it is sent, and what it answers. */
export interface Procedure<A, R> {
  /** As remote_protocol.x names it, without `REMOTE_PROC_`. */
  readonly name: string;
  readonly number: number;
  readonly args: XdrType<A>;
  readonly ret: XdrType<R>;
}

/** Fields stand as the protocol's structures have them, in their order, in camel case. */
export function procedure<A extends Fields, R extends Fields>(
  name: string,
  number: number,
  args: A,
  ret: R,
): Procedure<StructOf<A>, StructOf<R>> {
  return { name, number, args: struct(args), ret: struct(ret) };
}
