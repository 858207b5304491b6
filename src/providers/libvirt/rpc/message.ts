import { failure } from "#domain/errors.js";
import { XdrReader } from "#providers/libvirt/rpc/xdr-reader.js";
import { XdrWriter } from "#providers/libvirt/rpc/xdr-writer.js";

/** Programs and their versions (libvirt's `remote_protocol.x`, `virkeepaliveprotocol.x`). */
export const PROGRAMS = {
  remote: { number: 0x2000_8086, version: 1 },
  keepalive: { number: 0x6b65_6570, version: 1 },
} as const;

/** `virNetMessageType`, those that we send or are sent. */
export const MESSAGE_TYPES = { call: 0, reply: 1, message: 2 } as const;

/** `virNetMessageStatus`. */
export const MESSAGE_STATUS = { ok: 0, error: 1, continue: 2 } as const;

/** VIR_NET_MESSAGE_LEN_MAX, VIR_NET_MESSAGE_HEADER_MAX and VIR_NET_MESSAGE_MAX, in bytes. */
export const LENGTH_BYTES = 4;
export const HEADER_BYTES = 24;
export const MESSAGE_BYTES = 32 * 1024 * 1024;

/** `virNetMessageHeader`. */
interface MessageHeader {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly type: number;
  /** Of a call and its reply; 0 of what belongs to no call. */
  readonly serial: number;
  readonly status: number;
}

export interface Message extends MessageHeader {
  readonly payload: Uint8Array;
}

/** A message as it goes over the wire: its length, which counts itself, its header and what is in it. `NOT_SENT`: too long. */
export function messageBytes({ payload, ...header }: Message): Buffer {
  const length = LENGTH_BYTES + HEADER_BYTES + payload.length;
  if (length > LENGTH_BYTES + MESSAGE_BYTES) {
    throw failure("NOT_SENT", { cause: `the call would be longer than ${MESSAGE_BYTES} bytes` });
  }
  const writer = new XdrWriter();
  writer.uint(length);
  writer.uint(header.program);
  writer.uint(header.version);
  writer.int(header.procedure);
  writer.int(header.type);
  writer.uint(header.serial);
  writer.int(header.status);
  return Buffer.concat([writer.bytes(), payload]);
}

/** @param bytes a message without its length, at least a header long. Errors: `REPLY_INVALID`. */
export function messageIn(bytes: Buffer): Message {
  const reader = new XdrReader(bytes.subarray(0, HEADER_BYTES), "a message's header");
  return {
    program: reader.uint(),
    version: reader.uint(),
    procedure: reader.int(),
    type: reader.int(),
    serial: reader.uint(),
    status: reader.int(),
    payload: bytes.subarray(HEADER_BYTES),
  };
}
