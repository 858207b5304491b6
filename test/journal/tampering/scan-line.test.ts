import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "#journal/canonical.js";
import { decodeLine } from "#journal/line.js";
import { scanLine } from "#journal/scan-line.js";
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
      const expected = { seq, prev, id, phase, ref, start, mark };
      expect(scanLine(line.toString("latin1"), 0, line.length)).toEqual(expected);
      // In the midst of others.
      const other = Buffer.from(`${signedText(canonical(neighbour), signed)}\n`);
      const text = Buffer.concat([other, line, Buffer.from("\n"), other]).toString("latin1");
      expect(scanLine(text, other.length, other.length + line.length)).toEqual(expected);
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
