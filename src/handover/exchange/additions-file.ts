import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { HANDOVER_SECTIONS, type Handover } from "#domain/handover.js";
import { makeDirectory } from "#files/directories.js";
import { readRegular } from "#files/read-regular.js";
import { replaceFile } from "#files/replace-file.js";
import type { Additions } from "#handover/exchange/additions.js";

const MAX_BYTES = 1024 * 1024;

/**
 * Keeps what is added to reports on the disk until they are signed, whoever adds it and by what program: a file a journal, 0600,
 * beside the history of command lines. It is evidence of nothing, so that one which cannot be read is begun anew.
 */
export class AdditionsFile {
  readonly path: string;

  /**
   * @param history the file of the history
   * @param journal the journal's directory
   */
  constructor(history: string, journal: string) {
    const name = createHash("sha256").update(resolve(journal)).digest("hex").slice(0, 16);
    this.path = join(dirname(history), `handover-${name}.json`);
  }

  /** What was added to a report and not signed; null where there is nothing. @param report as `DrawnReport.keptAs` names it */
  read(report: string): Additions | null {
    const found = this.#all()[report];
    return found === undefined ? null : additionsIn(objectIn(found));
  }

  /** What was added to other reports stays. Throws the system's errors. */
  write(report: string, additions: Additions): void {
    this.#put({ ...this.#all(), [report]: additions });
  }

  /** It is signed: what was added is in the journal now. What cannot be discarded is found by nobody any more. */
  discard(report: string): void {
    const { [report]: _, ...others } = this.#all();
    try {
      if (Object.keys(others).length > 0) this.#put(others);
      else rmSync(this.path, { force: true });
    } catch {
      // Each report is kept under its own name.
    }
  }

  #all(): Readonly<Record<string, unknown>> {
    try {
      return objectIn(JSON.parse(readRegular(this.path, MAX_BYTES).toString("utf8")));
    } catch {
      return {};
    }
  }

  #put(all: Readonly<Record<string, unknown>>): void {
    makeDirectory(dirname(this.path));
    replaceFile(this.path, `${JSON.stringify(all)}\n`);
  }
}

function additionsIn({ remarks, answers }: Readonly<Record<string, unknown>>): Additions {
  const bySection = objectIn(remarks);
  const kept = HANDOVER_SECTIONS.flatMap((section): [keyof Handover["remarks"], readonly string[]][] => {
    const texts = textsIn(bySection[section]);
    return texts.length === 0 ? [] : [[section, texts]];
  });
  const given = Object.entries(objectIn(answers)).filter(
    (each): each is [string, string] => typeof each[1] === "string" && each[1] !== "",
  );
  return { remarks: Object.fromEntries(kept), answers: Object.fromEntries(given) };
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string" && each !== "") : [];
}
