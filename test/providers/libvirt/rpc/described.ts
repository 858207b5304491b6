import { EVENTS } from "#providers/libvirt/rpc/events.js";
import { remoteError } from "#providers/libvirt/rpc/libvirt-error.js";
import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { XdrType } from "#providers/libvirt/rpc/xdr-type.js";

export const procedures: readonly [string, Procedure<unknown, unknown>][] = Object.entries(PROCEDURES);

/** Everything that is described, by the protocol's name of it. */
export const described: readonly (readonly [string, XdrType<unknown>])[] = [
  ...procedures.flatMap(([, { name, args, ret }]) => [
    [`${name} args`, args] as const,
    [`${name} ret`, ret] as const,
  ]),
  ...Object.values(EVENTS).map(({ name, message }) => [name, message as XdrType<unknown>] as const),
  ["remote_error", remoteError as XdrType<unknown>],
];
