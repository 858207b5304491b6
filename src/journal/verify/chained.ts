import type { Entry } from "#domain/entry.js";
import { EpochBook } from "#journal/epochs.js";
import { decodeLine, type Line } from "#journal/line.js";
import { Tree } from "#journal/tree/tree.js";
import { type OpenIntent, OpenIntents } from "#journal/verify/open-intents.js";
import type { EntryMark, SegmentRange, SegmentScan } from "#journal/verify/segment-scan.js";

/** Puts the scans of segments together, in their order, and sees whether each continues the one before it. */
export class Chained {
  readonly tree = new Tree();
  readonly keys = new EpochBook();
  readonly keyLines: Line[] = [];
  readonly anchors: Entry[] = [];
  /** Entries that name blobs. */
  readonly naming: Entry[] = [];
  /** Entries that tell of recordings. */
  readonly recordings: Entry[] = [];
  /** Entries that tell of handovers. */
  readonly handovers: Entry[] = [];
  /** Entries that say where in a recording they were written. */
  readonly marks: EntryMark[] = [];
  /** The files that entries name as holding a torn tail. */
  readonly tornNamed: string[] = [];
  /** Whether every line is numbered and chained as it should be. */
  inOrder = true;
  /** Whether any entry says that a server was worked at, also of those after what is out of order. */
  tellsOfServers = false;
  head = "0".repeat(64);
  readonly #intents = new OpenIntents();

  add(range: SegmentRange, scan: SegmentScan, isLast: boolean): void {
    if (scan.tellsOfServers) this.tellsOfServers = true;
    const continues = range.firstSeq === this.tree.size && (scan.prev === null || scan.prev === this.head);
    if (!scan.inOrder || !continues || (scan.torn > 0 && !isLast)) this.inOrder = false;
    if (!this.inOrder) return;
    this.tree.append(Buffer.from(scan.leaves.buffer, scan.leaves.byteOffset, scan.leaves.byteLength));
    this.head = scan.head ?? this.head;
    this.#intents.add(range, scan.intents);
    for (const mark of scan.marks) this.marks.push(mark);
    for (const bytes of scan.notable) {
      const line = decodeLine(Buffer.from(bytes));
      if ("problem" in line) this.inOrder = false;
      else this.#noted(line);
    }
    this.#date(range, scan);
  }

  unresolved(): readonly OpenIntent[] {
    return this.#intents.unresolved();
  }

  #noted(line: Line): void {
    const { entry } = line;
    if (entry.phase === "key") this.keyLines.push(line);
    if (entry.phase === "anchor") this.anchors.push(entry);
    if (entry.phase === "recording") this.recordings.push(entry);
    if (entry.phase === "handover") this.handovers.push(entry);
    if (entry.blobs !== undefined) this.naming.push(entry);
    const torn = tornNamedBy(entry);
    if (torn !== null) this.tornNamed.push(torn);
  }

  /** An epoch's times are those of its earliest and latest entries: it need not see the others. */
  #date({ firstSeq }: SegmentRange, { runs }: SegmentScan): void {
    const keys = this.keyLines.map(({ entry }) => entry).filter(({ seq }) => seq >= firstSeq);
    const times = runs.flatMap(({ fromSeq, toSeq, earliest, latest }) => [
      { seq: fromSeq, phase: "note" as const, STR: earliest },
      ...(toSeq === fromSeq ? [] : [{ seq: toSeq, phase: "note" as const, STR: latest }]),
    ]);
    for (const each of [...keys, ...times].sort((a, b) => a.seq - b.seq)) this.keys.add(each);
  }
}

/** The file that an entry about a torn tail names, without its directory; null for any other entry. */
function tornNamedBy({ phase, RST }: Entry): string | null {
  if (phase !== "recovery" || RST?.code !== "TORN_TAIL") return null;
  return /entries\/(\d{12}-[0-9a-f]{8}\.torn)/.exec(RST.message ?? "")?.[1] ?? null;
}
