import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "#domain/entry.js";
import { HANDOVER_NAMESPACE, type Handover } from "#domain/handover.js";
import type { RecordingBy, RecordingEventName } from "#domain/recording.js";
import { capsuleOf, type ReportToPack } from "#handover/capsule/capsule-of.js";
import { draftOf } from "#handover/draft/draft-of.js";
import { reportBytes } from "#handover/exchange/report-bytes.js";
import { reportMarkdown, reportPage } from "#handover/files.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { hashOf } from "#journal/line.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { en } from "#messages/en.js";
import { entriesOnDisk } from "../../journal/on-disk.js";
import type { Desk } from "../../session/desk.js";

/** A recording of a desk's console, as its recorder writes it: a header, frames, and a marker for each entry. */
export class Recording {
  readonly file: string;
  readonly #desk: Desk;
  readonly #stop: () => void;
  #pending = "";
  #size = 0;
  #at = 0;

  constructor(desk: Desk, number = 1) {
    this.#desk = desk;
    this.file = `${desk.session}-${number}.cast`;
    mkdirSync(desk.journal.layout.casts, { recursive: true, mode: 0o700 });
    this.#put(`${JSON.stringify({ version: 2, width: 80, height: 24, title: this.file })}\n`);
    this.#settle("StartRecording", { columns: 80, rows: 24, input: false, by: "option" });
    desk.journal.markWith(() => {
      this.#at += 250;
      return { file: this.file, at: this.#at };
    });
    this.#stop = desk.journal.subscribe(({ entry }) => this.#mark(entry));
  }

  paint(text: string): void {
    this.#at += 40;
    this.#put(`[${(this.#at / 1000).toFixed(3)},"o",${JSON.stringify(text)}]\n`);
  }

  chunk(): void {
    this.#settle("RecordChunk", {});
  }

  stop(by: RecordingBy = "handover"): void {
    this.#stop();
    this.#settle("StopRecording", { by });
    this.#desk.journal.markWith(() => null);
  }

  #mark({ seq, OPR, RST, TGT, cast }: Entry): void {
    if (cast?.file !== this.file) return;
    const label = [seq, OPR, ...(RST === undefined ? [] : [RST.status]), TGT.name].join(" ");
    this.#put(`[${(cast.at / 1000).toFixed(3)},"m",${JSON.stringify(label)}]\n`);
  }

  #put(text: string): void {
    this.#pending += text;
    appendFileSync(join(this.#desk.journal.layout.casts, this.file), text, { mode: 0o600 });
  }

  #settle(OPR: RecordingEventName, AFT: NonNullable<Entry["AFT"]>): void {
    const bytes = Buffer.from(this.#pending);
    const from = this.#size;
    this.#size += bytes.length;
    this.#pending = "";
    const { session, signer, journal } = this.#desk;
    const STR = new Date().toISOString();
    journal.append({
      phase: "recording",
      OPR,
      STR,
      END: STR,
      USR: { name: "operator", os: "tester1", console: "ops-1", key: signer.fingerprint, session },
      HST: { endpoint: "vsphere://vc1.example", platform: "vsphere", host: null },
      TGT: { kind: "Recording", id: null, uuid: null, name: this.file },
      AFT,
      RST: { status: "OK" },
      recording: { file: this.file, from, to: this.#size, sha256: hashOf(bytes) },
    });
  }
}

/** A machine is started at a desk. */
export function operate({ trail }: Desk, name = "web-01"): void {
  const target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name } as const;
  const begun = trail.intent({ OPR: "StartVM", target, host: null, before: { power: "off" } });
  trail.outcome(begun, { before: { power: "off" }, after: { power: "on" }, result: { status: "OK" } });
}

/** Longer than a line: it is a blob. */
export const LONG_NOTE = "長いメモ".repeat(8_000);

/** The report of a desk's shift, as it is drawn, of what its journal has from a seq on. */
export async function reportOf(
  desk: Desk,
  firstSeq: number,
  given: Partial<Handover> = {},
): Promise<Handover> {
  const { journal, signer, recorded } = desk;
  const { os, console } = recorded.who;
  await new Checkpointer(journal).sign();
  const drawn = await draftOf(journal.layout, {
    from: firstSeq,
    operator: { os, console },
    key: signer.fingerprint,
    remarks: { notes: ["全台起動済み"] },
  });
  return { ...drawn, ...given };
}

/** What a capsule is made of. */
export interface Packed extends ReportToPack {
  readonly checkpoint: Checkpoint;
}

/** Signs a report, and records that it was handed over; the recording ends with it. */
export async function handedOver(desk: Desk, drawn: Handover, recording?: Recording): Promise<Packed> {
  const { trail, signer, journal } = desk;
  const { handover, bytes: text } = reportBytes(drawn);
  const signature = signer.signFile(HANDOVER_NAMESPACE, text);
  const { firstSeq, lastSeq } = handover.shift;
  trail.handover({
    OPR: "HandOver",
    target: { id: handover.id, name: "a shift" },
    after: {
      report: hashOf(text),
      revision: handover.revision,
      text: text.toString(),
      signature,
      language: "en",
      firstSeq,
      lastSeq,
      treeSize: handover.journal.treeSize,
      rootHash: handover.journal.rootHash,
    },
  });
  recording?.stop();
  const checkpoint = await new Checkpointer(journal).sign();
  const end = checkpoint.size - 1;
  return { handover, text, signature, ...(await documentsOf(desk, handover, end)), lastSeq: end, checkpoint };
}

/** What people read of a report, as it is made. */
export async function documentsOf(
  { journal }: Desk,
  handover: Handover,
  lastSeq = handover.shift.lastSeq,
): Promise<Pick<Packed, "html" | "markdown">> {
  // What was handed over goes on to its entry.
  const isDraft = lastSeq === handover.shift.lastSeq;
  return {
    html: await reportPage(journal.layout, handover, en, isDraft, lastSeq),
    markdown: reportMarkdown(handover, en, isDraft),
  };
}

/** The capsule of a shift with a recording, a long text, and operations, in a journal that is older than the shift. */
export async function shiftAt(desk: Desk): Promise<{ packed: Packed; bytes: Buffer; recording: Recording }> {
  desk.trail.note("before the shift");
  desk.trail.note("the shift before");
  const firstSeq = entriesOnDisk(desk.directory).length;
  const recording = new Recording(desk);
  recording.paint("\u001b[0m\u001b[H\u001b[2Jshoseki");
  operate(desk);
  recording.chunk();
  desk.trail.note(LONG_NOTE);
  recording.paint("\u001b[1;1Hweb-01 on");
  const packed = await handedOver(desk, await reportOf(desk, firstSeq), recording);
  return { packed, bytes: await capsuleOf(desk.journal, packed.checkpoint, packed), recording };
}
