/** A stream of numbers in [0, 1) that depends on nothing but its seed. */
export type Random = () => number;

/**
 * A stream for a seed: sfc32, whose 128 bits of state never meet themselves in a world of any size we build.
 *
 * @param seed any integer; equal seeds give equal streams
 * @param stream which of the seed's streams, a small whole number: they know nothing of each other
 */
export function seededRandom(seed: number, stream = 0): Random {
  let a = seed | 0;
  let b = Math.floor(seed / 0x1_0000_0000) | 0;
  let c = 0x5eed + stream;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  // Neighbouring seeds begin alike: the first numbers are thrown away.
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** Draws one of `choices`, as likely as its weight. The weights are positive; the list is not empty. */
export function weighted<T>(
  choices: readonly (readonly [choice: T, weight: number])[],
): (random: Random) => T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  return (random) => {
    let left = random() * total;
    let drawn: T | undefined;
    for (const [choice, weight] of choices) {
      drawn = choice;
      left -= weight;
      if (left < 0) break;
    }
    return drawn as T;
  };
}

/** A BIOS UUID as VMware makes them: random, with 42 for its first byte. */
export function machineUuid(random: Random): string {
  const bytes = Buffer.allocUnsafe(16);
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32BE(random() * 0x1_0000_0000, at);
  bytes[0] = 0x42;
  const digits = bytes.toString("hex");
  const cut = (from: number, to?: number): string => digits.slice(from, to);
  return `${cut(0, 8)}-${cut(8, 12)}-${cut(12, 16)}-${cut(16, 20)}-${cut(20)}`;
}
