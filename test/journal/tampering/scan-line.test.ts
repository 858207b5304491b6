import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "#journal/canonical.js";
import { decodeLine } from "#journal/line.js";
import { platformIn, scanLine } from "#journal/scan-line.js";
import { shortOrLong } from "../../counts.js";
import { signedText } from "../forge.js";
import { anyEntry } from "./any-entry.js";

const RUNS = shortOrLong(1_000, 50_000);

const signature = fc.uint8Array({ minLength: 64, maxLength: 64 });

test(`of ${RUNS} lines, what is read without parsing is what parsing reads, whatever the texts in them`, () => {
  fc.assert(
    fc.property(anyEntry, anyEntry, signature, (entry, neighbour, signed) => {
      const line = Buffer.from(signedText(canonical(entry), signed));
      expect(decodeLine(line)).toMatchObject({ bytes: line });
      const { seq, prev, id, phase, ref = null, STR: start, cast, OPR } = entry;
      const mark = cast === undefined ? null : { ...cast, OPR };
      const expected = (from: number) => {
        const startAt = from + line.lastIndexOf(`"STR":"${start}","TGT":{`) + 7;
        return { seq, prev, id, phase, ref, start, startAt, mark };
      };
      const platform = JSON.stringify(entry.HST.platform).slice(1, -1);
      const platformOf = (text: string, startAt: number) =>
        Buffer.from(platformIn(text, startAt) ?? "none", "latin1").toString();
      const alone = line.toString("latin1");
      expect(scanLine(alone, 0, line.length)).toEqual(expected(0));
      expect(platformOf(alone, expected(0).startAt)).toBe(platform);
      // In the midst of others.
      const other = Buffer.from(`${signedText(canonical(neighbour), signed)}\n`);
      const text = Buffer.concat([other, line, Buffer.from("\n"), other]).toString("latin1");
      expect(scanLine(text, other.length, other.length + line.length)).toEqual(expected(other.length));
      expect(platformOf(text, expected(other.length).startAt)).toBe(platform);
    }),
    { numRuns: RUNS },
  );
});

test(`of ${RUNS} lines that were cut or altered, none is read with what is not in it`, () => {
  fc.assert(
    fc.property(anyEntry, signature, fc.nat(), fc.nat(), (entry, signed, from, gone) => {
      const line = signedText(canonical(entry), signed);
      const at = from % line.length;
      const cut = Buffer.from(line.slice(0, at) + line.slice(at + 1 + (gone % 200))).toString("latin1");
      const scanned = scanLine(cut, 0, cut.length);
      for (const value of scanned === null ? [] : [scanned.prev, scanned.id, scanned.phase, scanned.start]) {
        expect(cut).toContain(value);
      }
    }),
    { numRuns: RUNS },
  );
});
