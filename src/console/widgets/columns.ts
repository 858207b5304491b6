/** How wide a column may be, and how soon it gives way. */
export interface Width {
  readonly min: number;
  /** What it takes of the columns that are left over, beside the others; 0 takes none. */
  readonly grow: number;
  /** More than this is of no use to it. */
  readonly max?: number;
  /** The highest is folded away first where there is no room; 0 never is. */
  readonly folds: number;
}

/** Blanks between two columns. */
export const GAP = 2;

/** The width of each column in a line of `total`; null for one that is folded away. */
export function columnWidths(columns: readonly Width[], total: number): readonly (number | null)[] {
  const shown = new Set(columns);
  const needed = () => [...shown].reduce((sum, { min }) => sum + min, GAP * (shown.size - 1));
  const byFolding = columns.filter(({ folds }) => folds > 0).sort((a, b) => b.folds - a.folds);
  for (const column of byFolding) {
    if (needed() <= total) break;
    shown.delete(column);
  }
  let left = Math.max(0, total - needed());
  let shares = [...shown].reduce((sum, { grow }) => sum + grow, 0);
  return columns.map((column) => {
    if (!shown.has(column)) return null;
    const share = column.grow === 0 ? 0 : Math.floor((left * column.grow) / shares);
    const extra = Math.min(share, (column.max ?? Number.POSITIVE_INFINITY) - column.min);
    left -= extra;
    shares -= column.grow;
    return column.min + extra;
  });
}
