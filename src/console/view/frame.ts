import type { Console } from "#console/console.js";
import { AuditPane } from "#console/panes/audit-pane.js";
import { bottomLines, noticeLines, TYPED_AND_KEYS } from "#console/panes/bottom.js";
import { candidateLines } from "#console/panes/candidates.js";
import type { Canvas } from "#console/panes/canvas.js";
import { detailsLines } from "#console/panes/details-pane.js";
import { headerLines } from "#console/panes/header.js";
import { InventoryPane } from "#console/panes/inventory-pane.js";
import { jobRows, jobsLines } from "#console/panes/jobs-pane.js";
import { lockScreen } from "#console/panes/lock-screen.js";
import { openRunLine } from "#console/panes/open-run-line.js";
import { RunPane } from "#console/panes/run-pane.js";
import type { Dialog, Painted, Place } from "#console/prompts/dialog.js";
import { itemName } from "#console/store/item-name.js";
import { type Layout, layoutOf, MINIMUM, type Size } from "#console/view/layout.js";
import { paintLine } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { wrap } from "#console/widgets/wrap.js";
import type { Entry } from "#domain/entry.js";
import { printable } from "#messages/printable.js";

/** Kinds of what has a name at an endpoint. */
const IN_AN_INVENTORY: ReadonlySet<Entry["TGT"]["kind"]> = new Set(["VirtualMachine", "HostSystem"]);

/** The whole screen: as many painted lines as it has rows, each as wide as it, and where the terminal's cursor belongs. */
export class Frame {
  readonly #inventory = new InventoryPane();
  readonly #audit = new AuditPane();
  readonly #run = new RunPane();

  paint(console: Console, columns: number, rows: number): Painted {
    const { store, catalogue } = console;
    const canvas: Canvas = { paint: store.theme.paint, catalogue };
    if (columns < MINIMUM.columns || rows < MINIMUM.rows) return tooSmall(canvas, columns, rows);
    if (store.lock.isLocked) return lockScreen(canvas, store, columns, rows);
    const notice = noticeLines(canvas, console, columns);
    if (store.dialogs.top?.isWhole === true)
      return played(canvas, store, store.dialogs.top, notice, { width: columns, height: rows });
    const shared = layoutOf(columns, rows, jobRows(store.jobs), notice.length + TYPED_AND_KEYS);
    const layout = store.dialogs.top?.isTall === true ? withoutAudit(shared) : shared;
    const header = headerLines(canvas, store, columns, layout.header);
    const body = this.#body(canvas, console, layout, columns);
    const { endpoints } = store;
    const tasks =
      layout.tasks === 0
        ? []
        : jobsLines(canvas, store.jobs, columns, layout.tasks, ({ at }) => endpoints.lead(at));
    const lit = store.dialogs.top === null && store.pane === "audit";
    const leadOf = (entry: Entry) =>
      IN_AN_INVENTORY.has(entry.TGT.kind) ? endpoints.lead(endpoints.linkOf(entry)?.name ?? "") : "";
    const itemOf = (entry: Entry) => itemName(store, entry);
    const size = { width: columns, height: layout.audit };
    const audit = layout.audit === 0 ? [] : this.#audit.lines(canvas, store.audit, size, lit, leadOf, itemOf);
    const bottom = bottomLines(canvas, console, columns);
    const lines = [
      ...filled(canvas, header, columns, layout.header),
      ...filled(canvas, body.lines, columns, layout.inventory.height),
      ...filled(canvas, tasks, columns, layout.tasks),
      ...filled(canvas, audit, columns, layout.audit),
      ...notice,
      ...filled(canvas, bottom.lines, columns, TYPED_AND_KEYS),
    ];
    // Right above the line that is typed: the notice gives way too.
    overlay(lines, candidateLines(canvas, store.line, columns, layout.audit), rows - TYPED_AND_KEYS);
    const cursor = shifted(body.cursor, layout.header) ?? shifted(bottom.cursor, rows - TYPED_AND_KEYS);
    return { lines, cursor };
  }

  /** The inventory and what is selected in it; or the dialog that stands in their place. */
  #body(canvas: Canvas, console: Console, { inventory: place, details }: Layout, columns: number): Painted {
    const { store } = console;
    const { top } = store.dialogs;
    if (top !== null) return top.paint(canvas, { width: columns, height: place.height });
    if (store.run.isShown) {
      const size = { width: columns, height: place.height };
      return { lines: this.#run.lines(canvas, console, size), cursor: null };
    }
    const lit = store.pane === "inventory";
    const openRun = openRunLine(canvas, console, columns);
    const above = openRun === null ? [] : [openRun];
    const inventory = { ...place, height: place.height - above.length };
    const left = filled(
      canvas,
      this.#inventory.lines(canvas, store.inventory, inventory, lit),
      inventory.width,
      inventory.height,
    );
    if (details === null) return { lines: [...above, ...left], cursor: null };
    const { width } = details;
    const height = details.height - above.length;
    const right = filled(canvas, detailsLines(canvas, store, { width, height }), width, height);
    const between = canvas.paint("border", "│");
    const both = left.map((line, row) => `${line}${between}${right[row] ?? ""}`);
    return { lines: [...above, ...both], cursor: null };
  }
}

/** What has all rows but for what is so now: where one is connected, and the notice. The line between says that it is another screen. */
function played(
  canvas: Canvas,
  store: Console["store"],
  dialog: Dialog,
  notice: readonly string[],
  { width, height }: Size,
): Painted {
  const { header } = layoutOf(width, height, 0, notice.length);
  const title = canvas.catalogue.replay.title({ name: printable(dialog.title) });
  const above = [
    ...filled(canvas, headerLines(canvas, store, width, header), width, header),
    titleLine(canvas.paint, title, [], true, width),
  ];
  const left = height - above.length - notice.length;
  const { lines, cursor } = dialog.paint(canvas, { width, height: left });
  return {
    lines: [...above, ...filled(canvas, lines, width, left), ...notice],
    cursor: shifted(cursor, above.length),
  };
}

/** The body in the audit's rows too. */
function withoutAudit(layout: Layout): Layout {
  const { inventory, audit } = layout;
  return { ...layout, inventory: { ...inventory, height: inventory.height + audit }, audit: 0 };
}

function tooSmall(canvas: Canvas, columns: number, rows: number): Painted {
  const { paint, catalogue } = canvas;
  const said = catalogue.console.tooSmall({ ...MINIMUM, now: `${columns}x${rows}` });
  return {
    lines: filled(
      canvas,
      wrap(said, columns).map((line) => paintLine(paint, [["warning", line]], columns)),
      columns,
      rows,
    ),
    cursor: null,
  };
}

/** Exactly `height` lines. */
function filled({ paint }: Canvas, lines: readonly string[], width: Size["width"], height: number): string[] {
  if (lines.length >= height) return lines.slice(0, height);
  const blank = paintLine(paint, [], width);
  return [...lines, ...Array.from({ length: height - lines.length }, () => blank)];
}

/** Lays lines over others, the last of them on the row above `end`. */
function overlay(lines: string[], over: readonly string[], end: number): void {
  lines.splice(end - over.length, over.length, ...over);
}

function shifted(place: Place | null, rows: number): Place | null {
  return place === null ? null : { x: place.x, y: place.y + rows };
}
