import type { XdrReader } from "#providers/libvirt/rpc/xdr-reader.js";
import type { XdrType } from "#providers/libvirt/rpc/xdr-type.js";
import type { XdrWriter } from "#providers/libvirt/rpc/xdr-writer.js";

/** REMOTE_STRING_MAX, in bytes. */
const TEXT_BYTES = 4 * 1024 * 1024;

const scalar = <T>(
  least: number,
  read: (reader: XdrReader) => T,
  write: (writer: XdrWriter, value: T) => void,
): XdrType<T> => ({ least, read, write });

/** `int`, `char` and `short` of the protocol: 32 bits all of them. */
export const int = scalar<number>(
  4,
  (reader) => reader.int(),
  (writer, value) => writer.int(value),
);

export const uint = scalar<number>(
  4,
  (reader) => reader.uint(),
  (writer, value) => writer.uint(value),
);

/** A bigint only where a number cannot hold it: beyond 2^53. */
export const hyper = scalar<number | bigint>(
  8,
  (reader) => reader.hyper(),
  (writer, value) => writer.hyper(value),
);

export const uhyper = scalar<number | bigint>(
  8,
  (reader) => reader.uhyper(),
  (writer, value) => writer.uhyper(value),
);

export const double = scalar<number>(
  8,
  (reader) => reader.double(),
  (writer, value) => writer.double(value),
);

/** 0 or 1, which is what the protocol's `int` is where it means a truth. */
export const boolean = scalar<boolean>(
  4,
  (reader) => reader.oneOf([0, 1]) === 1,
  (writer, value) => writer.int(value ? 1 : 0),
);

/** `remote_nonnull_string`. */
export const text = scalar<string>(
  4,
  (reader) => reader.text(TEXT_BYTES),
  (writer, value) => writer.text(value, TEXT_BYTES),
);

/** A text that may be in an encoding that nobody has said: one odd file's name is not to make a whole listing unreadable. */
export const looseText = scalar<string>(
  4,
  (reader) => reader.looseText(TEXT_BYTES),
  (writer, value) => writer.text(value, TEXT_BYTES),
);

export function opaque(length: number): XdrType<Uint8Array> {
  return scalar(
    length,
    (reader) => reader.opaque(length),
    (writer, value) => writer.opaque(value, length),
  );
}

export function varOpaque(most: number): XdrType<Uint8Array> {
  return scalar(
    4,
    (reader) => reader.varOpaque(most),
    (writer, value) => writer.varOpaque(value, most),
  );
}

/** `char name[length]`: a text of C's in Latin-1, up to its NUL. What stands behind that means nothing. */
export function fixedChars(length: number): XdrType<string> {
  return scalar(
    length * 4,
    (reader) => {
      const bytes = Buffer.from(Array.from({ length }, () => reader.int()));
      const end = bytes.indexOf(0);
      return bytes.toString("latin1", 0, end === -1 ? length : end);
    },
    (writer, value) => {
      const bytes = Buffer.alloc(length);
      bytes.write(value, "latin1");
      for (const byte of bytes) writer.int((byte << 24) >> 24);
    },
  );
}
