/** A reply's bytes, in chunks of this size. */
export async function* chunksOf(bytes: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const whole = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  for (let start = 0; start < whole.length; start += size) yield whole.subarray(start, start + size);
}

/** A reply that begins like this and goes on for as long as it is read. */
export async function* endless(start: string, more: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(start);
  const chunk = Buffer.from(more.repeat(Math.ceil(65_536 / more.length)));
  for (;;) yield chunk;
}
