/** A tile of c2sp.org/tlog-tiles: the hashes of `width` consecutive subtrees of 256^level leaves each. */
export interface TileName {
  readonly level: number;
  readonly index: number;
  /** 1 to 256; less than 256 is a partial tile. */
  readonly width: number;
}

/** Hashes in a full tile. */
export const TILE_WIDTH = 256;

/** `<L>/<N>[.p/<W>]`, N in path elements of three digits: below `tile/`. Source: c2sp.org/tlog-tiles, "Merkle Tree". */
export function tilePath({ level, index, width }: TileName): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const elements = padded.match(/\d{3}/g) ?? [];
  const last = elements.length - 1;
  const path = elements.map((element, at) => (at === last ? element : `x${element}`)).join("/");
  return `${level}/${path}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

/** The tile that a path below `tile/` names; null when it names none. */
export function parseTilePath(path: string): TileName | null {
  const [, level, elements, width] = /^(\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(path) ?? [];
  if (level === undefined || elements === undefined) return null;
  const name = {
    level: Number(level),
    index: Number(elements.replace(/[x/]/g, "")),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const isSo = name.level <= 63 && name.width >= 1 && Number.isSafeInteger(name.index);
  return isSo && tilePath(name) === path ? name : null;
}

/** Every tile of a tree of this size, level by level. */
export function tilesOf(size: number): TileName[] {
  const tiles: TileName[] = [];
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    for (let index = 0; index * TILE_WIDTH < hashes; index += 1) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) });
    }
  }
  return tiles;
}
