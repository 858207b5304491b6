import type { Entry, Facts } from "#domain/entry.js";
import type { CastChunk, CastMark } from "#domain/recording.js";
import type { RunMark } from "#domain/run.js";
import { canonical } from "#journal/canonical.js";
import { hashOf, type Line } from "#journal/line.js";

type Cell = string | number | null | undefined;

/** The columns, in their order; new ones come after them. Described in docs/journal-format.md. */
const COLUMNS: readonly (readonly [name: string, cell: (entry: Entry, line: Line) => Cell])[] = [
  ["seq", ({ seq }) => seq],
  ["id", ({ id }) => id],
  ["phase", ({ phase }) => phase],
  ["ref", ({ ref }) => ref],
  ["STR", ({ STR }) => STR],
  ["END", ({ END }) => END],
  ["ms", ({ ms }) => ms],
  ["OPR", ({ OPR }) => OPR],
  ["USR.name", ({ USR }) => USR.name],
  ["USR.os", ({ USR }) => USR.os],
  ["USR.console", ({ USR }) => USR.console],
  ["USR.key", ({ USR }) => USR.key],
  ["USR.session", ({ USR }) => USR.session],
  ["HST.endpoint", ({ HST }) => HST.endpoint],
  ["HST.platform", ({ HST }) => HST.platform],
  ["HST.host", ({ HST }) => HST.host],
  ["TGT.kind", ({ TGT }) => TGT.kind],
  ["TGT.id", ({ TGT }) => TGT.id],
  ["TGT.uuid", ({ TGT }) => TGT.uuid],
  ["TGT.name", ({ TGT }) => TGT.name],
  ["BEF", ({ BEF }) => json(BEF)],
  ["AFT", ({ AFT }) => json(AFT)],
  ["RST.status", ({ RST }) => RST?.status],
  ["RST.code", ({ RST }) => RST?.code],
  ["RST.message", ({ RST }) => RST?.message],
  ["RST.fault", ({ RST }) => RST?.fault],
  ["ask", ({ ask }) => ask],
  ["chosen", ({ chosen }) => json(chosen)],
  ["why", ({ why }) => why],
  ["ticket", ({ ticket }) => ticket],
  ["task", ({ task }) => task],
  ["prev", ({ prev }) => prev],
  ["sha256", (_, { bytes }) => hashOf(bytes)],
  ["blobs", ({ blobs }) => json(blobs)],
  ["USR.via", ({ USR }) => USR.via],
  ["clock", ({ clock }) => clock],
  ["run", ({ run }) => json(run)],
  ["cast", ({ cast }) => json(cast)],
  ["recording", ({ recording }) => json(recording)],
];

/** The names of the columns, as a record of RFC 4180 without its line end. */
export function csvHeader(): string {
  return COLUMNS.map(([name]) => name).join(",");
}

/** An entry as a record of RFC 4180, without its line end (CRLF). */
export function csvRecord(line: Line): string {
  return COLUMNS.map(([, cell]) => written(cell(line.entry, line))).join(",");
}

function json(value: Facts | RunMark | CastMark | CastChunk | undefined): Cell {
  return value === undefined ? undefined : canonical(value);
}

/**
 * What a spreadsheet would take for a formula, in the width of Japanese too, is text for it behind a `'`; so that this
 * can be undone, what begins with a `'` gets another.
 */
const FORMULA = /^['=+\-@＝＋－＠\t\r\n]/;

/** A comma, and what other programs take for one; a line end, and what is lost at the ends of a cell. */
const QUOTED = /[",;\t\r\n]|^\s|\s$/;

/** Empty where there is nothing. Control characters that are no white space are as JSON writes them: a terminal obeys them. */
function written(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be printed
  const shown = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return QUOTED.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
