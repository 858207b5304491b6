export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the rows and columns of the screen are shared out. What is null or 0 is folded away. All rows together are the screen's. */
export interface Layout {
  readonly header: number;
  readonly inventory: Size;
  /** At the right of the inventory, a column apart. */
  readonly details: Size | null;
  readonly tasks: number;
  readonly audit: number;
  /** Of the notice, the command line, what is wrong with it, and the keys. */
  readonly bottom: number;
}

export const MINIMUM = { columns: 80, rows: 24 } as const;
/** Below this the inventory alone has the whole width. */
const DETAILS_FROM = 116;
const MOST_TASKS = 5;

/**
 * @param tasks how many rows there are of what is running
 * @param bottom how many rows the notice, the command line and the keys take
 */
export function layoutOf(columns: number, rows: number, tasks: number, bottom: number): Layout {
  const header = columns >= 160 ? 1 : 2;
  const audit = Math.min(16, Math.max(6, Math.floor(rows * 0.27)));
  const shownTasks = tasks === 0 ? 0 : Math.min(tasks, rows >= 30 ? MOST_TASKS : 2) + 1;
  const body = rows - header - bottom - audit - shownTasks;
  const detailsWidth = columns < DETAILS_FROM ? 0 : Math.min(72, Math.floor(columns * 0.38));
  return {
    header,
    inventory: { width: columns - (detailsWidth === 0 ? 0 : detailsWidth + 1), height: body },
    details: detailsWidth === 0 ? null : { width: detailsWidth, height: body },
    tasks: shownTasks,
    audit,
    bottom,
  };
}
