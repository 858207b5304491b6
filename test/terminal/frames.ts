const END_OF_FRAME = Buffer.from("\u{1B}[?2026l");

/** Cuts after every end of a synchronized update. */
export function frames(chunk: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let from = 0; from < chunk.length; ) {
    const end = chunk.indexOf(END_OF_FRAME, from);
    const to = end === -1 ? chunk.length : end + END_OF_FRAME.length;
    pieces.push(chunk.subarray(from, to));
    from = to;
  }
  return pieces;
}
