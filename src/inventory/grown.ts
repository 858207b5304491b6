type Column = Int32Array | Uint8Array | Float64Array;

/** A column with room for more, and what it had. */
export function grown<T extends Column>(column: T, length: number): T {
  const larger = new (column.constructor as new (length: number) => T)(length);
  larger.set(column);
  return larger;
}
