/** A tar is made of blocks of so many bytes. */
export const BLOCK_BYTES = 512;

/** What ends a tar. */
export const END_BYTES = 2 * BLOCK_BYTES;

/** A name that takes no prefix. */
const NAME_BYTES = 100;

interface Named {
  readonly name: string;
  readonly size: number;
}

/**
 * The one header that a member of this name and size has in a capsule: a regular file, 0644, of nobody (uid and gid 0) and of
 * no time (mtime 0). A capsule is kept for years and compared byte for byte, so that this is not left to a library.
 * Source: POSIX.1, pax, "ustar Interchange Format".
 */
export function tarHeader({ name, size }: Named): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  if (header.write(name, 0, NAME_BYTES, "latin1") < name.length) throw new RangeError(`${name} is too long`);
  header.write("0000644\0" + "0000000\0" + "0000000\0", 100, "latin1");
  header.write(`${octal(size, 11)}\0${octal(0, 11)}\0`, 124, "latin1");
  header.write("        ", 148, "latin1");
  header.write("0", 156, "latin1");
  header.write("ustar\0" + "00", 257, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148, "latin1");
  return header;
}

/** What a block names if it is a header, and its size, where that can be read: whether it is the one for that is for others to say. */
export function namedIn(block: Buffer): { readonly name: string; readonly size: number | null } {
  const name = block.toString("latin1", 0, NAME_BYTES).replace(/\0.*$/s, "");
  const size = /^([0-7]{11})\0$/.exec(block.toString("latin1", 124, 136))?.[1];
  return { name, size: size === undefined ? null : Number.parseInt(size, 8) };
}

/** How many bytes fill up the last block of so many. */
export function paddingOf(size: number): number {
  return (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}
