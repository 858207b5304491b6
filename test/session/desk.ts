import { v7 as uuidv7 } from "uuid";
import type { Entry } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Journal } from "#journal/journal.js";
import type { Signer } from "#journal/signer.js";
import type { Recorded } from "#recording/recording-entry.js";
import { Trail } from "#session/trail.js";
import { entriesOnDisk } from "../journal/on-disk.js";
import { newSigner, openJournal } from "../journal/open-journal.js";
import { temporaryDirectory } from "../journal/temporary-directory.js";

const ENDPOINT = "vsphere://vc1.example";

export interface DeskOptions {
  /** Another desk of the same operator: the same journal and key, another session. */
  readonly beside?: Desk;
  readonly endpoint?: string;
  readonly platform?: string;
  readonly os?: string;
  readonly console?: string;
  readonly why?: string;
  readonly ticket?: string;
}

/** An operator's journal and the trail of one session, as `shoseki exec` sets them up. */
export class Desk implements Disposable {
  readonly directory: string;
  readonly signer: Signer;
  readonly journal: Journal;
  readonly session = uuidv7();
  readonly trail: Trail;
  /** Whose console it is that a recording is of. */
  readonly recorded: Recorded;
  readonly #put: () => void;

  constructor({
    beside,
    endpoint = ENDPOINT,
    platform = "vsphere",
    os = "tester1",
    console = "ops-1",
    why,
    ticket,
  }: DeskOptions = {}) {
    const place = beside === undefined ? temporaryDirectory() : null;
    this.directory = beside?.directory ?? place!.path;
    this.signer = beside?.signer ?? newSigner();
    const { journal } = openJournal(this.directory, { signer: this.signer });
    this.journal = journal;
    this.#put = () => {
      journal.close();
      place?.[Symbol.dispose]();
    };
    const circumstances = {
      os,
      console,
      key: this.signer.fingerprint,
      session: this.session,
      endpoint,
      platform,
      ...(why === undefined ? {} : { why }),
      ...(ticket === undefined ? {} : { ticket }),
    };
    this.recorded = {
      who: { name: "operator", os, console, key: this.signer.fingerprint, session: this.session },
      where: { endpoint, platform, host: null },
    };
    this.trail = new Trail(journal, circumstances, "operator");
  }

  /** The entries on the disk, but for the one that founds the journal. */
  entries(): Entry[] {
    return entriesOnDisk(this.directory).slice(1);
  }

  [Symbol.dispose](): void {
    this.#put();
  }
}

export function inWords(error: ShosekiError): string {
  return `in words: ${error.code}`;
}
