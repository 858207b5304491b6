import { resultSaid } from "#console/panes/audit-pane.js";
import type { TextLine } from "#console/prompts/text-dialog.js";
import type { Store } from "#console/store/store.js";
import { localTime } from "#console/widgets/local-time.js";
import { fitTo } from "#console/widgets/width.js";
import type { BesideRow } from "#domain/beside-row.js";
import type { Entry } from "#domain/entry.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { change } from "#listings/change.js";
import { detailRows } from "#listings/detail-rows.js";
import { room } from "#listings/room.js";
import { rowObject } from "#listings/rows.js";
import type { Catalogue } from "#messages/catalogue.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";

const LABEL_WIDTH = 12;
/** How much of the past is shown; all of it is in the journal, and at the server. */
const ENTRIES = 8;
const EVENTS = 6;

/** What is known of an object: its row, what was asked about it, and what the journal says was done to it. */
export function detailsText(
  catalogue: Catalogue,
  store: Store,
  object: InventoryObject,
): readonly TextLine[] {
  return [...factsText(catalogue, store, object), ...historyText(catalogue, store, object.id)];
}

/** Its row, and what was asked about it. */
export function factsText(catalogue: Catalogue, store: Store, object: InventoryObject): readonly TextLine[] {
  const { inventory } = store.inventory;
  if (inventory === null) return [];
  const facts =
    object.kind === "vm" || object.kind === "host" || object.kind === "datastore" || object.kind === "network"
      ? detailRows(catalogue.labels, rowObject(inventory, object, besideOf(store, object.id)))
      : [[catalogue.labels.machines.path, inventory.path(object.id)]];
  return [
    ...facts.map(([label = "", value = ""]) => pair(label, value)),
    ...running(catalogue, store, object.id),
    ...(object.kind === "vm" ? machineText(catalogue, store, object) : []),
  ];
}

function besideOf({ details }: Store, id: string): BesideRow | null {
  return details.id === id ? (details.details?.beside ?? null) : null;
}

function pair(label: string, value: string): TextLine {
  return [
    ["dim", `${fitTo(label, LABEL_WIDTH)} `],
    ["text", printable(value)],
  ];
}

function running(
  { console: { details: texts } }: Catalogue,
  { jobs, details, endpoints }: Store,
  id: string,
): readonly TextLine[] {
  const place = endpoints.placeOf(id);
  const ours = place === null ? [] : jobs.runningOn(place.id, place.link.name);
  const own = ours.map((plan): TextLine => [["info", `  ${plan.operation.name}`]]);
  const others = details.id === id ? (details.details?.tasks ?? []) : [];
  const lines = [
    ...own,
    ...others.map(
      ({ what, user, progress }): TextLine => [
        ["info", `  ${printable(what)}`],
        ["dim", `  ${printable(user ?? "")}${progress === null ? "" : `  ${progress} %`}`],
      ],
    ),
  ];
  return lines.length === 0 ? [] : ["", [["title", texts.running]], ...lines];
}

function machineText(
  catalogue: Catalogue,
  { details, endpoints }: Store,
  { id }: VirtualMachine,
): readonly TextLine[] {
  const { details: texts } = catalogue.console;
  if (details.id !== id) return [];
  if (details.problem !== null) return ["", [["warning", explain(details.problem.problem, catalogue).what]]];
  if (details.details === null) return ["", [["dim", texts.reading]]];
  const { machine, events } = details.details;
  // What the server answered has its own ids, also where several endpoints are shown as one inventory.
  const own = endpoints.placeOf(id)?.link.inventory ?? null;
  return [
    "",
    [["title", texts.hardware]],
    pair(texts.sockets, String(Math.max(1, Math.ceil((machine.cpus ?? 1) / machine.coresPerSocket)))),
    pair(texts.hotAdd, hotAdd(catalogue, machine)),
    pair(texts.tools, machine.toolsRunning ? catalogue.labels.yes : catalogue.labels.no),
    ...machine.disks.map(
      ({ label, sizeMiB, file }): TextLine => [
        ["text", `  ${printable(label)}  ${room(sizeMiB)}`],
        ["dim", file === null ? "" : `  ${printable(file)}`],
      ],
    ),
    ...machine.cards.map(
      ({ label, mac, network, connected }): TextLine => [
        [
          "text",
          `  ${printable(label)}  ${printable(own?.nameOf(network) ?? network ?? catalogue.labels.notKnown)}`,
        ],
        ["dim", `  ${mac ?? ""}${connected ? "" : `  ${texts.unplugged}`}`],
      ],
    ),
    "",
    [["title", texts.snapshots({ count: machine.snapshots.length })]],
    ...machine.snapshots.map(
      (snapshot): TextLine => [
        ["accent", snapshot.id === machine.currentSnapshot ? "▸ " : "  "],
        ["text", printable(snapshot.name)],
        ["dim", `  ${snapshot.created.replace("T", " ").replace(/\.\d+/u, "")}`],
      ],
    ),
    ...(events === null ? [] : ["", [["title", texts.events]] as TextLine]),
    ...(events ?? []).slice(0, EVENTS).map(
      ({ time, what, user, message }): TextLine => [
        ["dim", `${localTime(time)} `],
        ["text", printable(message === "" ? what : message)],
        ["dim", user === null ? "" : `  ${printable(user)}`],
      ],
    ),
  ];
}

function hotAdd(
  { labels, console: { details: texts } }: Catalogue,
  { cpuHotAdd, memoryHotAdd }: { cpuHotAdd: boolean; memoryHotAdd: boolean },
): string {
  const kinds = [...(cpuHotAdd ? [texts.cpus] : []), ...(memoryHotAdd ? [texts.memory] : [])];
  return kinds.length === 0 ? labels.no : kinds.join(", ");
}

/** What the journal says was done to it: a blank line, the title, and the entries, newest first. */
export function historyText(
  catalogue: Catalogue,
  { audit, endpoints }: Store,
  id: string,
): readonly TextLine[] {
  const place = endpoints.placeOf(id);
  const entries = place === null ? [] : audit.historyOf(place.id, ENTRIES, place.link.endpoint);
  const { details: texts } = catalogue.console;
  return [
    "",
    [["title", texts.history]],
    ...(entries.length === 0
      ? [[["dim", texts.noHistory]] as TextLine]
      : entries.map((entry) => entryLine(catalogue, entry))),
  ];
}

function entryLine(catalogue: Catalogue, entry: Entry): TextLine {
  const { role, sign, word } = resultSaid(entry, catalogue);
  return [
    ["dim", `${localTime(entry.END ?? entry.STR)} #${entry.seq} `],
    [role, `${sign} ${word} `],
    ["text", `${entry.OPR}  ${change(entry) ?? ""}`],
  ];
}
